"""Files and addresses → articles. One small function a format; the text is kept as it was read."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus.article import Article
from corpus.dates import stated_dates
from corpus.describe import describe
from corpus.errors import UnreadableArticle

MAX_BYTES = 10_000_000
_FETCH_SECONDS = 20.0
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
log = logging.getLogger(__name__)


def read_path(path: Path) -> list[Article]:
    """Read one file: one article, or several from .json, .jsonl and .csv.

    Raises UnreadableArticle for what is missing, empty, too large, binary or of no known format.
    """
    if not path.exists():
        raise UnreadableArticle(f"{path} does not exist", "Check the path")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableArticle(f"{path} is of no format we read", f"Formats: {' '.join(sorted(_READERS))}")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableArticle(
                f"{path} has {path.stat().st_size / 1e6:.0f} MB, over the limit of {MAX_BYTES // 1_000_000} MB",
                "Split it into single articles",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableArticle(f"{path} cannot be read ({error.strerror})", "Check its permissions") from error
    articles = reader(data, path)
    if not articles:
        raise UnreadableArticle(f"{path} holds no article", "An article needs a text")
    return articles


def article_files(path: Path) -> list[Path]:
    """The file itself, or all files of known formats below a directory, by name.

    Raises UnreadableArticle for a directory without any.
    """
    if not path.exists():
        raise UnreadableArticle(f"{path} does not exist", "Check the path")
    if not path.is_dir():
        return [path]
    files = sorted(
        f
        for f in path.rglob("*")
        if f.suffix.lower() in _READERS and f.is_file() and not any(part.startswith(".") for part in f.relative_to(path).parts)
    )
    if not files:
        raise UnreadableArticle(f"{path} holds no articles", f"Formats: {' '.join(sorted(_READERS))}")
    return files


def read_address(address: str) -> list[Article]:
    """Fetch a web page and read its article. The one place that opens a connection to the outside."""
    if not _is_web(address):
        raise UnreadableArticle(f"{address} is no web address", "Addresses begin with http:// or https://")
    request = urllib.request.Request(address, headers={"User-Agent": "Sourcebound (article reader)"})  # noqa: S310 - scheme checked above
    try:
        with urllib.request.urlopen(request, timeout=_FETCH_SECONDS) as response:  # noqa: S310 - scheme checked above
            data = response.read(MAX_BYTES + 1)
    except (urllib.error.URLError, TimeoutError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise UnreadableArticle(f"{address} cannot be fetched ({reason})", "Save the page as a file and add that") from error
    if len(data) > MAX_BYTES:
        raise UnreadableArticle(f"{address} is over the limit of {MAX_BYTES // 1_000_000} MB", "Save its text as a file and add that")
    name = re.sub(r"[^\w.-]+", "-", urlsplit(address).netloc + urlsplit(address).path).strip("-.")
    return [_from_html(data, name, address=address)]


def _is_web(address: str) -> bool:
    """Whether a text is a web address."""
    try:
        return urlsplit(address).scheme in ("http", "https")
    except ValueError:
        return False


def decode(data: bytes, name: str) -> str:
    """Bytes → text: UTF-8, UTF-16 or UTF-32 by their marks, else the likeliest older encoding.

    Line ends become "\\n" and a byte order mark goes; nothing else changes. Raises
    UnreadableArticle for binary data and for text without a word.
    """
    text = _decode(data, name).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text)) > len(text) // 200:
        raise UnreadableArticle(f"{name} is not text", "Save it as UTF-8 text and add it again")
    text = _CONTROL.sub(" ", text)
    if not re.search(r"\w", text):
        raise UnreadableArticle(f"{name} is empty", "An article needs a text")
    return text


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableArticle(f"{name} begins as {encoding} but is not", "Save it as UTF-8 text") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        sample = data[:4000]
        for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if sample[offset::2].count(0) > len(sample) * 0.35:
                try:
                    return data.decode(encoding)
                except UnicodeDecodeError:
                    continue
        raise UnreadableArticle(f"{name} is not text", "Save it as UTF-8 text and add it again")
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["cp1252", "cp1250", "cp1251", "latin_1", "koi8_r", "shift_jis", "gb18030", "euc_kr"]).best()
    return str(best) if best is not None else data.decode("cp1252", errors="replace")


def _read_text(data: bytes, path: Path) -> list[Article]:
    return [describe(decode(data, path.name), article_id=path.stem, file=str(path.absolute()))]


def _read_markdown(data: bytes, path: Path) -> list[Article]:
    from markdown_it import MarkdownIt

    text = decode(data, path.name)
    front = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    fields = dict(re.findall(r"^(\w+):\s*[\"']?(.*?)[\"']?\s*$", front[1], re.MULTILINE)) if front else {}
    body = text[front.end() :] if front else text
    page = MarkdownIt("commonmark").render(body)
    plain = _plain_text(page, path.name)
    heading = re.search(r"^#\s+(.+)$", body, re.MULTILINE)
    title = fields.get("title", "") or (heading[1] if heading else "")
    return [_with_fields(plain, fields | {"title": title}, path.stem, path)]


def _read_html(data: bytes, path: Path) -> list[Article]:
    return [_from_html(data, path.stem, path=path)]


def _from_html(data: bytes, article_id: str, *, path: Path | None = None, address: str = "") -> Article:
    """The main text of a web page (trafilatura), or all its text where that finds none."""
    import trafilatura
    from trafilatura.settings import use_config

    name = path.name if path else address
    page = decode(data, name)
    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    found = trafilatura.bare_extraction(page, url=address or None, config=config, include_comments=False, with_metadata=True)
    text = (found.text or "") if found else ""
    if len(text.split()) < 20:
        text = _plain_text(page, name)
    day = _day(found.date) if found and found.date else None
    return describe(
        text, article_id=article_id, file=str(path.absolute()) if path else "", address=address,
        title=(found.title or "") if found else "",
        source=(found.sitename or found.hostname or "") if found else "",
        day=day, date_from="given by the page's own metadata" if day else "", language=(found.language or "") if found else "",
    )  # fmt: skip


def _plain_text(page: str, name: str) -> str:
    """All text of an HTML page, a line a block."""
    from lxml import html

    try:
        tree = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (ValueError, html.etree.ParserError) as error:
        raise UnreadableArticle(f"{name} is no HTML that we can read", "Save its text as a .txt file") from error
    for element in tree.xpath("//script|//style|//noscript|//template|//head"):
        element.drop_tree()
    for element in tree.xpath("//p|//div|//li|//h1|//h2|//h3|//h4|//h5|//h6|//br|//tr|//blockquote|//section|//article"):
        element.tail = "\n" + (element.tail or "")
        element.text = ("\n" if element.tag != "br" else "") + (element.text or "")
    lines = (" ".join(line.split()) for line in str(tree.text_content()).splitlines())
    return decode("\n\n".join(line for line in lines if line).encode("utf-8"), name)


def _read_pdf(data: bytes, path: Path) -> list[Article]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        document = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in document.pages]
        title = str((document.metadata or {}).get("/Title") or "")
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError) as error:
        raise UnreadableArticle(f"{path} is no PDF that we can read ({error})", "Save its text as a .txt file") from error
    text = "\n\n".join(page.strip() for page in pages if page.strip())
    if not text:
        raise UnreadableArticle(f"{path} has no text, only pictures of it", "Run a text recognition over it first")
    return [describe(decode(text.encode("utf-8", "replace"), path.name), article_id=path.stem, file=str(path.absolute()), title=title)]


def _read_docx(data: bytes, path: Path) -> list[Article]:
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx raises whatever its zip and XML readers do
        raise UnreadableArticle(f"{path} is no Word document that we can read", "Save its text as a .txt file") from error
    blocks = [_docx_text(block) for block in document.iter_inner_content()]
    text = "\n\n".join(block for block in blocks if block.strip())
    return [
        describe(decode(text.encode("utf-8"), path.name), article_id=path.stem, file=str(path.absolute()), title=document.core_properties.title or "")
    ]


def _docx_text(block: Any) -> str:
    """The text of a paragraph, or of a table: a line a row."""
    if not hasattr(block, "rows"):
        return str(block.text)
    return "\n".join(" · ".join(dict.fromkeys(cell.text.strip() for cell in row.cells if cell.text.strip())) for row in block.rows)


def _read_json(data: bytes, path: Path) -> list[Article]:
    text = decode(data, path.name)
    try:
        if path.suffix.lower() == ".jsonl":
            records = [json.loads(line) for line in text.split("\n") if line.strip()]
        else:
            loaded = json.loads(text)
            records = loaded if isinstance(loaded, list) else loaded.get("articles", [loaded]) if isinstance(loaded, dict) else []
    except (ValueError, RecursionError) as error:
        raise UnreadableArticle(f"{path} is not JSON ({error})", "Mend it, or save each article as a .txt file") from error
    return _records(records, path)


def _read_csv(data: bytes, path: Path) -> list[Article]:
    text = decode(data, path.name)
    csv.field_size_limit(MAX_BYTES)
    try:
        return _records(list(csv.DictReader(io.StringIO(text))), path)
    except csv.Error as error:
        raise UnreadableArticle(f"{path} is not CSV ({error})", "The first row names the columns; one must be `text`") from error


def _records(records: list[Any], path: Path) -> list[Article]:
    articles: list[Article] = []
    for number, record in enumerate(records, start=1):
        fields = {str(k).lower(): str(v) for k, v in record.items() if k and v} if isinstance(record, dict) else {}
        text = next((fields[key] for key in ("text", "body", "content", "article") if fields.get(key, "").strip()), "")
        if not text:
            log.warning("%s: record %d has no text", path, number)
            continue
        stem = path.stem if len(records) == 1 else f"{path.stem}-{fields.get('id') or number}"
        if any(article.id == stem for article in articles):
            stem = f"{stem}-{number}"
        articles.append(_with_fields(decode(text.encode("utf-8", "replace"), path.name), fields, stem, path))
    if not articles:
        raise UnreadableArticle(f"{path} has no record with a text", "Name the column or key `text`; others: title, date, source, url, id")
    return articles


def _with_fields(text: str, fields: dict[str, str], article_id: str, path: Path) -> Article:
    """An article whose title, date, source and address may be given beside the text."""

    def field(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    day = _day(field("date", "published", "published_at", "publication_date"))
    address = field("url", "address", "link")
    return describe(
        text, article_id=article_id, file=str(path.absolute()),
        address=address if _is_web(address) else "",
        title=field("title", "headline"), source=field("source", "outlet", "publisher", "author"),
        day=day, date_from="given beside the text" if day else "", language=field("language", "lang"),
    )  # fmt: skip


def _day(value: str) -> date | None:
    found = stated_dates(value[:40].split("T", maxsplit=1)[0])
    return found[0].day if found else None


_READERS: dict[str, Callable[[bytes, Path], list[Article]]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
    ".json": _read_json,
    ".jsonl": _read_json,
    ".csv": _read_csv,
}
