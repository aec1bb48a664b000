"""What readers do besides asking: choose articles, look at them by day and by name, go back on a question, by keyboard, in the
dark, enlarged; and what must not happen."""

from __future__ import annotations

import functools
import http.server
import re
import threading
import time
from pathlib import Path
from typing import Any

from browser.driving import BROWSER, DONE, SHOTS, add, ask, free_port, running, tab

pytestmark = BROWSER
PARDON = "How many people were pardoned on September 16, 2025?"
HOSTILE = (
    "# <img src=x onerror=\"document.title='taken'\"> Flood at Ulmen\n\nPublished on 4 October 2025\n\n"
    "Mayor Ida Voss of Ulmen said that 87 cellars were flooded <script>document.title='taken'</script>. "
    "Read more [here](javascript:document.title='taken') ![pixel](http://192.0.2.1/pixel.png). "
    "<iframe src='http://192.0.2.1/'></iframe> <svg onload=\"document.title='taken'\"></svg> The water fell on Sunday."
)


def test_filters_hold_for_the_next_questions_and_can_be_lifted(page: Any) -> None:
    tab(page, "Settings")
    page.fill("#until input, #until textarea", "2025-09-12")
    page.wait_for_selector("#scope .said")
    assert "to 2025-09-12" in page.inner_text("#scope")
    answer = ask(page, "How many women were pardoned on September 16, 2025?")
    assert "The articles chosen (to 2025-09-12) do not say" in answer
    page.screenshot(path=SHOTS / "filtered.png")
    page.click("#all")
    page.wait_for_function("() => !document.querySelector('#scope .said')")
    assert "12" in ask(page, "How many women were pardoned on September 16, 2025?")


def test_quotes_alone_can_be_asked_for(page: Any) -> None:
    tab(page, "Settings")
    page.get_by_text("Quoted word for word from the articles").click()
    time.sleep(1)
    answer = ask(page, PARDON)
    assert "Quoted word for word" in answer


def test_a_question_is_asked_again_and_edited(page: Any) -> None:
    ask(page, PARDON)
    page.locator("#chat a.act-retry").last.click()
    page.wait_for_selector("#chat .note", timeout=30_000)
    page.wait_for_function(DONE, timeout=60_000)
    assert page.locator("#chat .bot").count() == 1
    page.locator("#chat a.act-edit").last.click()
    page.wait_for_function("() => document.querySelector('#question textarea').value.startsWith('How many')")
    page.wait_for_selector("#editing .said")
    page.fill("#question textarea", "Which airline had its sanctions lifted?")
    page.click("#send")
    page.wait_for_function("() => document.querySelector('#chat').innerText.includes('Which airline')", timeout=30_000)
    page.wait_for_function("() => document.querySelector('#chat').innerText.includes('Belavia')", timeout=60_000)
    page.wait_for_function(DONE, timeout=60_000)
    text = page.inner_text("#chat")
    assert "Belavia" in text
    assert PARDON not in text
    page.reload()
    page.wait_for_selector("#chat a.citation")
    assert PARDON not in page.inner_text("#chat")


def test_an_answer_is_copied_with_its_sources(page: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, PARDON)
    page.locator("#chat a.act-copy").last.click()
    page.wait_for_function("() => document.querySelector('#chat a.act-copy').textContent === 'Copied'")
    text = page.evaluate("() => navigator.clipboard.readText()")
    assert re.search(r"25.*\[1\]", text)
    assert re.search(r"^\[1\] “.+” .+, 2025-09-16", text, re.MULTILINE)


def test_conversations_are_renamed_and_found(page: Any) -> None:
    ask(page, "Which airline had its sanctions lifted?")
    page.click("#rename")
    page.fill("#renaming input, #renaming textarea", "About aeroplanes")
    page.get_by_role("button", name="Save").click()
    page.wait_for_function("() => document.querySelector('#conversations input').value === 'About aeroplanes'")
    page.click("#new")
    page.wait_for_function("() => !document.querySelector('#chat .bot')")
    ask(page, PARDON)
    page.fill("#search input, #search textarea", "belavia")
    time.sleep(1.5)
    page.click("#conversations input")
    options = page.get_by_role("option").all_inner_texts()
    assert any("About aeroplanes" in one for one in options)
    assert not any("pardoned" in one for one in options)


def test_what_the_articles_report_by_day_opens_its_sentence(page: Any) -> None:
    tab(page, "Timeline")
    page.wait_for_selector("#timeline time")
    assert page.locator("#timeline time").first.get_attribute("datetime") == "2025-09-16"
    point = page.locator("#timeline a.passage", has_text="pardon of 25 individuals").first
    said = " ".join(point.inner_text().split())
    point.click()
    page.wait_for_selector("#sources mark")
    assert " ".join(page.inner_text("#sources mark").split()) == said
    page.screenshot(path=SHOTS / "timeline.png")


def test_who_is_named_where_opens_the_article(page: Any) -> None:
    tab(page, "Names")
    page.wait_for_selector("#names table")
    row = page.locator("#names tr", has_text="Mikola Statkevich")
    assert "Nikolai Statkevich" in row.inner_text()
    row.locator("a.passage").first.click()
    page.wait_for_selector("#sources mark")
    assert "Statkevich" in page.inner_text("#sources mark")
    page.screenshot(path=SHOTS / "names.png")


def test_the_list_is_searched_and_sorted(page: Any) -> None:
    page.fill("#containing input, #containing textarea", "cuff links")
    page.wait_for_function("() => document.querySelectorAll('#library li').length === 1")
    page.fill("#containing input, #containing textarea", "zeppelin")
    page.wait_for_selector("#library .note")
    page.fill("#containing input, #containing textarea", "")
    page.wait_for_function("() => document.querySelectorAll('#library li').length === 5")
    page.click("#order input")
    page.get_by_role("option", name="oldest").click()
    page.wait_for_function("() => document.querySelector('#library li').innerText.includes('2025-09-11')")
    assert "tells the same story as" in page.inner_text("#library")


def test_a_hostile_article_does_nothing(page: Any, tmp_path: Path) -> None:
    bad = tmp_path / "flood.md"
    bad.write_text(HOSTILE, encoding="utf-8")
    tab(page, "Add")
    page.set_input_files("#files input[type=file]", [str(bad)])
    page.wait_for_function("() => document.querySelectorAll('#files tr, #files .file').length >= 1", timeout=20_000)
    add(page)
    answer = ask(page, "How many cellars were flooded in Ulmen?")
    assert "87" in answer
    page.locator("#chat a.citation").first.click()
    page.wait_for_selector("#sources mark")
    for name in ("Timeline", "Names", "How was this found?", "Library"):
        tab(page, name)
        time.sleep(0.8)
    assert page.title() != "taken"
    places = "#chat, #sources, #library, #timeline, #names, #found"
    assert (
        page.eval_on_selector_all(places, "all => all.some(one => one.querySelector('script, iframe, svg[onload], img[src=x], a[href^=javascript]'))")
        is False
    )
    tab(page, "Library")
    page.locator("button.take[aria-label*=Ulmen]").click()
    page.wait_for_selector("#outcome .said")


def test_a_citation_marks_its_sentence_at_once(page: Any) -> None:
    ask(page, PARDON)
    page.wait_for_selector("#sources mark")
    times = page.evaluate("""async () => {
      const took = [];
      for (let i = 0; i < 7; i++) {
        document.querySelectorAll('#sources mark').forEach((mark) => mark.remove());
        const start = performance.now();
        document.querySelector('#chat a.citation').click();
        while (!document.querySelector('#sources mark')) await new Promise((done) => setTimeout(done, 2));
        took.push(performance.now() - start);
      }
      return took.sort((a, b) => a - b);
    }""")
    assert times[3] < 150, times


def test_by_keyboard_alone(page: Any) -> None:
    page.focus("#question textarea")
    page.keyboard.type(PARDON)
    page.keyboard.press("Enter")
    page.wait_for_function(DONE, timeout=60_000)
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("() => document.activeElement.matches('a.citation')"):
            break
    else:
        raise AssertionError("no citation is reached by Tab")
    page.wait_for_selector("#card:not([hidden])")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('#sources mark')")


def test_dark_enlarged_and_narrow(page: Any) -> None:
    tab(page, "Settings")
    page.get_by_label("Dark", exact=True).check()
    page.wait_for_function("() => document.body.classList.contains('dark')")
    ask(page, "How long was Statkevich held in solitary confinement?")
    page.screenshot(path=SHOTS / "dark.png")
    page.reload()
    page.wait_for_selector("#chat a.citation")
    page.wait_for_function("() => document.body.classList.contains('dark')")
    page.evaluate("() => localStorage.removeItem('sourcebound-colours')")
    page.set_viewport_size({"width": 700, "height": 450})  # 1400 × 900 at 200 %
    time.sleep(0.5)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 700
    page.screenshot(path=SHOTS / "enlarged.png")


def test_nothing_that_axe_knows_is_wrong(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    wrong = []
    for dark in (False, True):
        page.evaluate("(dark) => document.body.classList.toggle('dark', dark)", dark)
        if not dark:
            ask(page, "How many political prisoners remain in Belarus?")
        for name in ("Library", "Add", "Timeline", "Names", "How was this found?", "Settings"):
            tab(page, name)
            time.sleep(0.7)
            rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
            for violation in Axe().run(page, options=rules).response["violations"]:
                wrong += [(name, dark, violation["id"], node["html"][:160], node["target"]) for node in violation["nodes"]]
    assert wrong == []


def test_a_conversation_is_there_after_a_restart(browser: Any, tmp_path: Path) -> None:
    port, context = free_port(), browser.new_context()
    question = "Which airline had its sanctions lifted?"
    with running(tmp_path / "data", port, "--llm", "none") as address:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("#library li")
        ask(page, question)
        page.wait_for_function("(title) => document.querySelector('#conversations input').value === title", arg=question)
        page.close()
    with running(tmp_path / "data", port, "--llm", "none") as address:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("#chat a.citation", timeout=30_000)
        assert "Belavia" in page.inner_text("#chat")
    context.close()


def test_a_pdf_is_added_asked_about_and_removed(page: Any, tmp_path: Path) -> None:
    text = "Mayor Ida Voss of Ulmen said that 61 trees were felled by the storm on 4 October 2025."
    stream = f"BT /F1 11 Tf 40 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Root 1 0 R /Size 6 >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    (tmp_path / "storm.pdf").write_bytes(body + table + end)
    tab(page, "Add")
    page.set_input_files("#files input[type=file]", [str(tmp_path / "storm.pdf")])
    page.wait_for_function("() => document.querySelectorAll('#files tr, #files .file').length >= 1", timeout=20_000)
    add(page)
    assert "added" in page.inner_text("#added")
    assert "61" in ask(page, "How many trees were felled by the storm in Ulmen?")
    tab(page, "Library")
    page.fill("#containing input, #containing textarea", "Ulmen trees")
    page.wait_for_function("() => document.querySelectorAll('#library li').length === 1")
    page.locator("button.take").click()
    page.wait_for_function("() => document.querySelector('#outcome').innerText.includes('is removed')")
    assert "61" not in ask(page, "How many trees did the storm fell in Ulmen?")


def test_a_web_page_is_added_by_its_address(page: Any, tmp_path: Path) -> None:
    text = "Mayor Ida Voss of Ulmen said that the new well is 93 metres deep and that its water will be tested in November."
    (tmp_path / "well.html").write_text(
        f"<html><head><title>A well for Ulmen</title></head><body><article><h1>A well for Ulmen</h1><p>{text}</p><p>The town paid for it.</p></article></body></html>",
        encoding="utf-8",
    )
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tab(page, "Add")
        page.fill("#address input, #address textarea", f"http://127.0.0.1:{server.server_address[1]}/well.html")
        said = add(page)
        server.shutdown()
    assert "“A well for Ulmen” added" in said
    assert "93" in ask(page, "How deep is the new well of Ulmen?")
    tab(page, "Add")
    page.fill("#address input, #address textarea", "http://127.0.0.1:9/nobody")
    assert "cannot be fetched" in add(page)
    tab(page, "Library")
    page.get_by_role("button", name="Remove “A well for Ulmen”").click()
    page.wait_for_function("() => document.querySelector('#outcome').innerText.includes('is removed')")


def test_the_model_is_let_go_and_taken_back(page: Any) -> None:
    tab(page, "Settings")
    page.click("#model input")
    page.get_by_role("option", name="none: quotes alone").click()
    page.wait_for_function("() => document.querySelector('#state').innerText.includes('No model')")
    assert "Quoted word for word" in ask(page, PARDON)
    page.screenshot(path=SHOTS / "model.png")
    page.click("#model input")
    page.get_by_role("option", name=re.compile("1.5b")).click()
    page.wait_for_function("() => document.querySelector('#state').innerText.includes('are written')", timeout=90_000)


def test_two_questions_in_one_are_answered_one_by_one(page: Any) -> None:
    answer = ask(page, "How many people were pardoned on September 16, 2025, and which hat did Lukashenko wear?")
    assert "25" in answer
    assert "The articles do not say: “Which hat did Lukashenko wear?”" in answer
    page.screenshot(path=SHOTS / "two.png")
    tab(page, "How was this found?")
    assert "Which hat did Lukashenko wear?" in page.inner_text("#found")
