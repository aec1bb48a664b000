"""The library on the page: adding by file, by pasting and by address; removing, and taking that back."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from assistant.session import Session
from corpus.article import Article
from corpus.errors import SourceboundError
from corpus.library import Added, Refused
from corpus.readers import read_address

_DONE = {"added": "added", "updated": "replaces the older text", "unchanged": "is in the library already"}


def add(session: Session, files: Sequence[str], text: str, address: str) -> Iterator[str]:
    """Add what a reader gave, and index it; what became of each so far, and what is being done, as HTML. A bad one does not stop
    the others."""
    steps: list[tuple[str, Callable[[], Iterable[Added | Refused]]]] = [(Path(one).name, partial(_of_file, session, one)) for one in files]
    steps += [("the pasted text", partial(_of_text, session, text))] if text.strip() else []
    steps += [(address.strip(), partial(_of_address, session, address.strip()))] if address.strip() else []
    if not steps:
        yield lines(["Choose files, paste a text or give an address first."])
        return
    told: list[str] = []
    for number, (name, outcomes) in enumerate(steps):
        yield lines(told) + _doing(f"Reading {name}", number, len(steps))
        told += map(_outcome, outcomes())
    yield lines(told) + _doing("Making ready for questions", len(steps), len(steps))
    try:
        session.assistant.refresh()
    except SourceboundError as error:
        told.append(str(error))
    yield lines(told)


def _of_file(session: Session, path: str) -> Iterable[Added | Refused]:
    return session.index.library.add_files([Path(path)])


def _of_text(session: Session, text: str) -> Iterable[Added | Refused]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pasted.txt"
        path.write_text(text, encoding="utf-8", errors="replace")
        return list(session.index.library.add_files([path]))


def _of_address(session: Session, address: str) -> Iterable[Added | Refused]:
    try:
        return [session.index.library.add(article) for article in read_address(address)]
    except SourceboundError as error:
        return [Refused(address, error)]


def _doing(what: str, done: int, of: int) -> str:
    """What is being done, and how far it all is."""
    bar = f'<progress max="{of + 1}" value="{done}" aria-label="How far it is"></progress>'
    return f'<p class="said doing" role="status">{html.escape(what)} … {bar}</p>'


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
