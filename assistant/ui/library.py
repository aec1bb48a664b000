"""What the page does with the library: the list, adding, removing, the timeline and the names. Each method is the handler of one
event, over one session; their results are the values, or Gradio's updates, of the components that `app.py` names beside them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

import gradio as gr

from assistant import overview
from assistant.options import Options
from assistant.session import Session
from assistant.ui import catalogue, shelf
from corpus.article import Article
from corpus.errors import LibraryError
from index.scope import UNNAMED, Scope

log = logging.getLogger(__name__)


class LibraryDesk:
    """The handlers of the library's side of one page."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def shelve(self, sought: str, order: str, page: int) -> tuple[Any, ...]:
        """A page of the list (from 0), the page's number, and the buttons to the one before and after it."""
        library = self.session.index.library
        entries, total = library.catalogue(sought, order, page * catalogue.PAGE, catalogue.PAGE)
        if not entries and page:
            return self.shelve(sought, order, 0)
        copies: dict[str, str] = {}
        for group in self.session.index.stories.groups():
            try:
                copies |= dict.fromkeys(group[1:], library.get(group[0]).title)
            except LibraryError:  # another process has removed it just now
                log.info("%s is gone", group[0])
        first = page * catalogue.PAGE
        html = catalogue.listed(entries, first, total, copies, date.today(), sought.strip())
        several = total > catalogue.PAGE
        last = first + len(entries) >= total
        return html, page, gr.Button(visible=several, interactive=page > 0), gr.Button(visible=several, interactive=not last)

    def turn(self, sought: str, order: str, page: int, by: int) -> tuple[Any, ...]:
        """As `shelve`, `by` pages on."""
        return self.shelve(sought, order, max(0, page + by))

    def add(self, files: list[str] | None, text: str, address: str, sought: str, order: str) -> Iterator[tuple[Any, ...]]:
        """What became of it so far; at the end the three fields, emptied; the sources; then as `shelve`."""
        given = list(files or [])
        said = ""
        for said in shelf.add(self.session, given, text, address):
            yield said, *(gr.skip() for _ in range(8))
        yield said, None, "", "", self.sources(), *self.shelve(sought, order, 0)

    def remove(self, sought: str, order: str, page: int, event: gr.EventData) -> tuple[Any, ...]:
        """What was removed, what to say, the button to take it back; then as `shelve`."""
        removed, said = shelf.remove(self.session, str(getattr(event, "article", "")))
        return removed, said, gr.Button(visible=removed is not None), *self.shelve(sought, order, page)

    def undo(self, article: Article, sought: str, order: str, page: int) -> tuple[Any, ...]:
        """As `remove`, with nothing to take back."""
        return None, shelf.put_back(self.session, article), gr.Button(visible=False), *self.shelve(sought, order, page)

    def sources(self) -> Any:
        """The choice of sources."""
        return gr.Dropdown(choices=[source or UNNAMED for source in self.session.index.library.sources()])

    def timeline(self, options: Options) -> str:
        """What the chosen articles report, by day."""
        found = self._chosen(options, overview.MOST_ARTICLES)
        return catalogue.timeline(overview.timeline(self.session.index, found), len(found))

    def names(self, options: Options) -> str:
        """Who is named in the newest of the chosen articles."""
        found = self._chosen(options, overview.MOST_COLUMNS)
        return catalogue.names(overview.names(self.session.index, found), found)

    def _chosen(self, options: Options, most: int) -> list[Article]:
        return overview.newest(self.session.index, most, options.scope)


def choose(sources: list[str], since: str, until: str, way: str, sentences: float) -> tuple[Options, Any, Any]:
    """The options for the next questions; the line that says which articles are asked, and the button that asks all again."""
    options = Options(Scope(tuple(sources), _day(since), _day(until)), way != WRITTEN, int(sentences))
    said = [f"Asking only: {options.scope.describe()}"] if not options.scope.is_all else []
    said += [f"“{text.strip()}” is no day yet: write it like 2025-09-16" for text in (since, until) if text.strip() and _day(text) is None]
    return options, gr.HTML(value=shelf.lines(said), visible=bool(said)), gr.Button(visible=bool(said))


WRITTEN, QUOTED = "Written by the model, each sentence checked", "Quoted word for word from the articles"
WAYS = (WRITTEN, QUOTED)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
