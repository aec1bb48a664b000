from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import write

from corpus.errors import UnreadableArticle
from corpus.library import SHIPPED
from corpus.readers import MAX_BYTES, article_files, read_address, read_path

TEXT = "Die Brücke wurde gestern wieder geöffnet. Das Café blieb leer.\r\nEnde."
PLAIN = TEXT.replace("\r\n", "\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_text_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    (article,) = read_path(write(tmp_path, "a.txt", TEXT.encode(encoding)))
    assert article.text == PLAIN


def test_the_shipped_files_are_stored_as_they_are() -> None:
    for path in SHIPPED.iterdir():
        (article,) = read_path(path)
        assert article.text == path.read_text(encoding="utf-8")
        assert article.id == path.stem


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t ", "is empty"),
        ("binary.txt", bytes(range(256)) * 40, "is not text"),
        ("zeros.txt", b"\x00" * 400, "is not text"),
        ("broken.txt", b"\xff\xfe\x41", "begins as utf-16"),
        ("huge.txt", b"x" * (MAX_BYTES + 1), "over the limit"),
        ("program.exe", b"MZ", "no format we read"),
        ("broken.json", b'{"text": ', "is not JSON"),
        ("nothing.json", b"[1, 2, {}]", "no record with a text"),
        ("nothing.csv", b"a,b\n1,2\n", "no record with a text"),
        ("broken.pdf", b"%PDF-1.4 nonsense", "no PDF"),
        ("broken.docx", b"PK nonsense", "no Word document"),
        ("nothing.html", b"<html><body><script>x()</script></body></html>", "is empty"),
    ],
)
def test_bad_files_are_refused_in_one_line(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableArticle) as caught:
        read_path(write(tmp_path, name, content))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.next_step


def test_a_missing_file_and_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticle, match="does not exist"):
        read_path(tmp_path / "gone.txt")
    write(tmp_path, "picture.png", b"\x89PNG")
    with pytest.raises(UnreadableArticle, match="holds no articles"):
        article_files(tmp_path)


def test_markdown(tmp_path: Path) -> None:
    text = "---\ntitle: Storm\ndate: 2024-05-03\nsource: Daily News\n---\n# Ignored\n\nThe *harbour* [closed](http://x.y).\n"
    (article,) = read_path(write(tmp_path, "a.md", text))
    assert (article.title, article.source, str(article.date)) == ("Storm", "Daily News", "2024-05-03")
    assert "The harbour closed." in article.text


def test_html_keeps_the_report_and_leaves_the_scripts(tmp_path: Path) -> None:
    body = "".join(f"<p>Sentence number {n} of the report about the harbour says what happened there.</p>" for n in range(12))
    page = (
        "<html lang='en'><head><title>Harbour closed</title><meta property='article:published_time' content='2024-05-03T10:00:00Z'>"
        f"<script>steal()</script></head><body><nav>Home | News</nav><article><h1>Harbour closed</h1>{body}<img src=x onerror=alert(1)></article></body></html>"
    )
    (article,) = read_path(write(tmp_path, "a.html", page))
    assert "Sentence number 11 of the report" in article.text
    assert "steal" not in article.text
    assert "<" not in article.text
    assert str(article.date) == "2024-05-03"
    assert article.title == "Harbour closed"


def test_json_and_csv_give_several_articles(tmp_path: Path) -> None:
    rows = [{"id": "x", "text": "It rained.", "title": "Rain", "date": "2024-05-03", "url": "https://example.org/a"}, {"body": "It snowed."}]
    several = read_path(write(tmp_path, "many.json", json.dumps(rows)))
    assert [a.id for a in several] == ["many-x", "many-2"]
    assert several[0].address == "https://example.org/a"
    lines = read_path(write(tmp_path, "lines.jsonl", "\n".join(json.dumps(row) for row in rows)))
    assert [a.text for a in lines] == ["It rained.", "It snowed."]
    table = read_path(write(tmp_path, "table.csv", 'title,text\nRain,"It rained, and rained."\n'))
    assert (table[0].id, table[0].text) == ("table", "It rained, and rained.")


def test_word_documents(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("The harbour closed on May 3, 2024.")
    document.save(str(tmp_path / "a.docx"))
    (article,) = read_path(tmp_path / "a.docx")
    assert article.text == "The harbour closed on May 3, 2024."


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/a", "http://127.0.0.1:9/nothing"])
def test_addresses_that_cannot_be_fetched(address: str) -> None:
    with pytest.raises(UnreadableArticle):
        read_address(address)


def test_records_are_not_lost_to_each_other(tmp_path: Path) -> None:
    twice = read_path(write(tmp_path, "a.csv", "id,text\n1,It rained.\n1,It snowed.\n"))
    assert len({article.id for article in twice}) == 2
    big = read_path(write(tmp_path, "big.csv", "text,title\n" + "It rained. " * 20_000 + ",Rain\n"))
    assert len(big[0].text) > 200_000
    assert len(read_path(write(tmp_path, "b.jsonl", '{"text": "a\u2028b rained."}\n{"text": "It snowed."}\n'))) == 2


def test_what_is_no_text_in_a_field_does_no_harm(tmp_path: Path) -> None:
    (article,) = read_path(
        write(tmp_path, "a.json", '{"title": "Half \\\\ud83d emoji", "text": "It rained.", "url": "http://[bad"}'.replace("\\\\", "\\"))
    )
    assert article.title == "Half ? emoji"
    assert article.address == ""


def test_hidden_folders_are_not_read(tmp_path: Path) -> None:
    write(tmp_path / ".git", "log.txt", "It rained.")
    write(tmp_path / "news", "a.txt", "It snowed.")
    assert [path.name for path in article_files(tmp_path)] == ["a.txt"]
    with pytest.raises(UnreadableArticle, match="does not exist"):
        article_files(tmp_path / "typo")


def test_tables_of_word_documents(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Results of the vote.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Greens", "4,211 votes"
    document.save(str(tmp_path / "a.docx"))
    assert "Greens · 4,211 votes" in read_path(tmp_path / "a.docx")[0].text
