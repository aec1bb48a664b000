"""The library on the page: adding by file, by pasting and by address; removing, and taking that back."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.session import Session
from corpus.article import Article
from corpus.errors import SourceboundError
from corpus.library import Added, Refused
from corpus.readers import read_address

_DONE = {"added": "added", "updated": "replaces the older text", "unchanged": "is in the library already"}


def add(session: Session, files: Sequence[str], text: str, address: str) -> str:
    """Add what a reader gave, and index it; what became of each, as HTML. A bad one does not stop the others."""
    library = session.index.library
    outcomes: list[Added | Refused] = list(library.add_files([Path(one) for one in files]))
    if text.strip():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "pasted.txt"
            path.write_text(text, encoding="utf-8", errors="replace")
            outcomes += library.add_files([path])
    if address.strip():
        try:
            outcomes += [library.add(article) for article in read_address(address.strip())]
        except SourceboundError as error:
            outcomes.append(Refused(address.strip(), error))
    if not outcomes:
        return lines(["Choose files, paste a text or give an address first."])
    try:
        session.assistant.refresh()
    except SourceboundError as error:
        return lines([*map(_outcome, outcomes), str(error)])
    return lines(map(_outcome, outcomes))


def remove(session: Session, article_id: str) -> tuple[Article | None, str]:
    """Remove an article; what was removed, to be put back, and what to say."""
    try:
        article = session.index.library.remove(article_id)
    except SourceboundError as error:
        return None, lines([str(error)])
    return article, lines([f"“{article.title}” is removed."])


def put_back(session: Session, article: Article) -> str:
    """Add an article that was removed."""
    session.index.library.add(article)
    try:
        session.assistant.refresh()
    except SourceboundError as error:
        return lines([f"“{article.title}” is back.", str(error)])
    return lines([f"“{article.title}” is back."])


def _outcome(one: Added | Refused) -> str:
    if isinstance(one, Refused):
        return str(one.error).replace(one.path, Path(one.path).name if "://" not in one.path else one.path)
    return f"“{one.article.title}” {_DONE[one.change]}."


def lines(said: Iterable[str]) -> str:
    """Lines of plain text as HTML."""
    return "".join(f'<p class="said">{html.escape(line)}</p>' for line in said)
