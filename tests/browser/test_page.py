"""The page as a reader meets it: the real app in headless Chromium, with the network watched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from browser.driving import BROWSER, DONE, SHOTS, add, ask, tab

pytestmark = BROWSER


def test_from_a_question_to_the_marked_sentence(page: Any, app: tuple[str, Path]) -> None:
    page.screenshot(path=SHOTS / "first-visit.png")
    assert page.locator("#library li").count() == 5
    answer = ask(page, "How many people did Lukashenko pardon on September 16, 2025?")
    assert "25" in answer
    link = page.locator("#chat a.citation").first
    assert (link.inner_text(), link.get_attribute("href")) == ("1", "#citation-1")
    link.click()
    page.wait_for_selector("#sources mark")
    mark = page.locator("#sources mark")
    assert mark.count() == 1

    from assistant.conversations import Conversations
    from corpus.database import Database

    database = Database(app[1])
    conversation = database.connection().execute("SELECT conversation FROM turns ORDER BY asked_at DESC LIMIT 1").fetchone()[0]
    stored = Conversations(database).turns(conversation)[0].answer
    assert stored is not None
    assert mark.inner_text() == stored["citations"][0]["quote"]
    place, panel = mark.bounding_box(), page.locator("#sources").bounding_box()
    assert panel["y"] <= place["y"] <= panel["y"] + panel["height"], "the mark is scrolled into sight"
    page.screenshot(path=SHOTS / "answer.png")


def test_evidence_is_in_sight_before_the_answer(page: Any) -> None:
    page.fill("#question textarea", "Who is Julia Fenner?")
    page.click("#send")
    page.wait_for_selector("#sources .passages")
    assert page.locator("#chat a.citation").count() == 0
    assert "Fenner" in page.locator("#sources .passages").inner_text()
    endless = page.evaluate("() => document.getAnimations().filter(a => a.effect.getTiming().iterations === Infinity).map(a => a.animationName)")
    assert set(endless) <= {"sb-pulse"}  # what moves all the time takes the model's time
    page.wait_for_function(DONE, timeout=120_000)


def test_a_follow_up_shows_how_it_was_understood(page: Any) -> None:
    ask(page, "When did the US embassy in Minsk close?")
    answer = ask(page, "Why was it closed?")
    assert "Understood as: Why was the US embassy in Minsk closed?" in answer
    page.screenshot(path=SHOTS / "follow-up.png")


def test_a_question_sent_too_early_is_asked_afterwards(page: Any) -> None:
    page.fill("#question textarea", "How many people did Lukashenko pardon on September 16, 2025?")
    page.click("#send")
    page.wait_for_selector("#sources .passages")
    page.fill("#question textarea", "What is the capital of Australia?")
    page.click("#send")
    page.wait_for_function("() => document.querySelectorAll('#chat .bot').length > 1", timeout=60_000)
    page.wait_for_function(DONE, timeout=120_000)
    assert "Australia" in page.locator("#chat .user").last.inner_text()
    assert page.locator("#chat a.citation").count() >= 1


def test_what_the_articles_do_not_say_looks_like_it(page: Any) -> None:
    answer = ask(page, "What is the capital of Australia?")
    assert "The articles do not say" in answer
    assert page.locator("#chat .not-found").count() == 1
    assert page.locator("#chat a.citation").count() == 0
    assert "no answer" in page.locator("#sources h2").inner_text()
    page.locator("#sources a.passage").first.click()
    page.wait_for_selector("#sources mark")
    page.screenshot(path=SHOTS / "not-in-the-articles.png")


def test_where_articles_differ_each_value_has_its_source(page: Any) -> None:
    ask(page, "How many political prisoners remain in Belarus according to Viasna?")
    page.wait_for_selector("#chat .differ tr td")
    rows = page.locator("#chat .differ tbody tr")
    assert rows.count() == 2
    assert {"1,168", "approximately 1,300"} == {rows.nth(i).locator("td").first.inner_text() for i in range(2)}
    page.screenshot(path=SHOTS / "differ.png")
    rows.filter(has_text="1,300").locator("a.citation").click()  # which of the two comes first is the model's choice
    page.wait_for_function("() => document.querySelector('#sources mark')?.innerText.includes('1,300')")


def test_a_thumb_and_a_comment_are_kept(page: Any, app: tuple[str, Path]) -> None:
    ask(page, "Which airline had its sanctions lifted?")
    page.locator("#chat button[title=Dislike], #chat button[aria-label=Dislike]").last.click()
    page.fill("#comment textarea", "It should say when.")
    assert page.locator("#question textarea").is_visible()
    page.screenshot(path=SHOTS / "comment.png")
    page.click("#comment button")
    page.wait_for_selector("#comment", state="detached")

    from assistant.feedback import given
    from corpus.database import Database

    said = given(Database(app[1]))[-1]
    assert (said.liked, said.comment) == (False, "It should say when.")


def test_an_article_opens_from_the_list_and_by_keyboard(page: Any) -> None:
    page.locator("#library a.passage").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#sources article")
    assert "Belarusian Pardons" in page.locator("#sources h2").inner_text()


def test_a_hostile_question_does_nothing(page: Any) -> None:
    hostile = "<img src='http://192.0.2.1/x.png' onerror='document.title=\"owned\"'><script>document.title='owned'</script> ![x](http://192.0.2.1/y.png) Who is John Coale?"
    ask(page, hostile)
    assert page.title() == "Sourcebound"
    assert page.locator("#chat .user img").count() == 0
    assert "<script>" in page.locator("#chat .user").last.inner_text()


def test_an_empty_question_asks_nothing(page: Any) -> None:
    page.fill("#question textarea", "   ")
    page.click("#send")
    page.wait_for_timeout(500)
    assert page.locator("#chat .bot").count() == 0


def test_on_a_phone_nothing_is_wider_than_the_screen(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "Which airline had its sanctions lifted?")
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=SHOTS / "phone.png")


def test_how_an_answer_was_found_is_told(page: Any) -> None:
    ask(page, "Which airline had its sanctions lifted?")
    tab(page, "How was this found?")
    page.wait_for_selector("#found .cost")
    told = page.inner_text("#found")
    assert "Belavia" in told
    assert "s in all" in told
    page.locator("#found a.passage").first.click()
    page.wait_for_selector("#sources mark")
    page.screenshot(path=SHOTS / "found.png")


def test_articles_are_added_asked_about_removed_and_put_back(page: Any, tmp_path: Path) -> None:
    good, bad = tmp_path / "dyke.txt", tmp_path / "bad.pdf"
    good.write_text(
        "Dyke at Norden breached\nPublished on 3 October 2025\n\nMayor Ella Hansen said that 340 people had left their houses at Norden.",
        encoding="utf-8",
    )
    bad.write_bytes(b"%PDF-1.4 nothing")
    tab(page, "Add")
    page.set_input_files("#files input[type=file]", [str(good), str(bad)])
    page.wait_for_function("() => document.querySelectorAll('#files tr, #files .file').length >= 2", timeout=20_000)
    add(page)
    said = page.inner_text("#added")
    assert "“Dyke at Norden breached” added" in said
    assert "bad.pdf" in said
    assert "/tmp" not in said
    page.locator("#added").scroll_into_view_if_needed()
    page.screenshot(path=SHOTS / "added.png")
    assert "340" in ask(page, "How many people left their houses at Norden?")
    tab(page, "Library")
    page.get_by_role("button", name="Remove “Dyke at Norden breached”").click()
    page.wait_for_function("() => document.querySelector('#outcome').innerText.includes('is removed')")
    assert "340" not in ask(page, "How many people had to leave their houses in Norden?")
    page.click("#undo")
    page.wait_for_function("() => document.querySelector('#outcome').innerText.includes('is back')")
    page.get_by_role("button", name="Remove “Dyke at Norden breached”").click()
    page.wait_for_function("() => document.querySelectorAll('#library li').length === 5")


def test_conversations_stay_and_can_be_exported(page: Any) -> None:
    question = "To which country were most of the freed prisoners deported?"
    ask(page, question)
    page.wait_for_function("(title) => document.querySelector('#conversations input').value === title", arg=question)
    page.click("#new")
    page.wait_for_function("() => !document.querySelector('#chat .bot')")
    ask(page, "Which airline had its sanctions lifted?")
    page.wait_for_function("() => document.querySelector('#conversations input').value.startsWith('Which airline')")
    page.reload()
    page.wait_for_selector("#chat a.citation")
    assert "Belavia" in page.inner_text("#chat")
    page.click("#conversations input")
    page.get_by_role("option", name=question).click()
    page.wait_for_function("() => document.querySelector('#chat').innerText.includes('Lithuania')")
    page.click("#chat a.citation")
    page.wait_for_selector("#sources mark")
    quote = " ".join(page.inner_text("#sources mark").split())
    for form, ending in (("Markdown", ".md"), ("HTML", ".html"), ("JSON", ".json")):
        with page.expect_download() as download:
            page.click("#export input")
            page.get_by_role("option", name=form).click()
        assert download.value.suggested_filename.endswith(ending)
        text = Path(download.value.path()).read_text(encoding="utf-8")
        assert question in text
        assert form == "HTML" or quote in text
    page.click("#delete")
    page.wait_for_function("() => document.querySelector('#conversations input').value.startsWith('Which airline')")
    assert "Belavia" in page.inner_text("#chat")


def test_an_answer_can_be_stopped(page: Any) -> None:
    page.fill("#question textarea", "What did the European Union say about the release of the prisoners?")
    page.click("#send")
    page.wait_for_selector("#chat .bot .note")
    page.click("#stop")
    page.wait_for_selector("#chat .stopped", timeout=60_000)
    assert "Poland" in ask(page, "Why did Poland close its border?")


def test_a_citation_shows_its_quote_and_keys_walk_through_them(page: Any) -> None:
    ask(page, "How many women and men were pardoned on 16 September?")
    link = page.locator("#chat a.citation").first
    link.hover()
    page.wait_for_selector("#card:not([hidden])")
    assert len(page.inner_text("#card")) > 40
    page.screenshot(path=SHOTS / "card.png")
    page.locator("#masthead").click()
    page.keyboard.press("]")
    page.wait_for_selector("#chat a.citation[aria-current]")
    page.wait_for_selector("#sources mark")


def test_a_first_visit_offers_questions_that_are_answered(page: Any) -> None:
    page.wait_for_selector("#chat button.example", timeout=30_000)
    page.screenshot(path=SHOTS / "suggestions.png")
    question = page.locator("#chat button.example").first.inner_text().strip()
    page.locator("#chat button.example").first.click()
    page.wait_for_function(DONE, timeout=120_000)
    assert question in page.inner_text("#chat")
    assert page.locator("#chat a.citation").count() > 0
