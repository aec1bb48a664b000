"""What the page does when a reader does something: each method is the handler of one event, over one session.

Their results are the values, or Gradio's updates, of the components that `app.py` names beside them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

import gradio as gr

from assistant.export import FORMATS, export
from assistant.session import Session
from assistant.suggest import suggest
from assistant.ui import markup, shelf
from assistant.ui.talk import shown, talk
from assistant.ui.verdict import Verdict, comment, judge
from corpus.article import Article
from corpus.errors import SourceboundError

log = logging.getLogger(__name__)
EXPORT = "Export as …"
Messages = list[dict[str, Any]]


class Desk:
    """The handlers of one page. Holds nothing of a reader, but which conversations are to be stopped (the rest is in the page's
    own state), and the suggestions for the index as it is, which take seconds to make."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._stopping: set[str] = set()
        self._suggested: tuple[str, list[str]] = ("", [])

    # The conversation

    def ask(self, question: str, conversation: str, messages: Messages) -> Iterator[tuple[Any, ...]]:
        """The question's box, the chat, the panel and how it was found, again and again until the answer is whole."""
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        messages = [*messages, {"role": "user", "content": markup.asked(question)}]
        self._stopping.discard(conversation)
        for number, view in enumerate(talk(self.session, conversation, question, lambda: conversation in self._stopping)):
            now = [*messages, {"role": "assistant", "content": view.message}]
            # The question is cleared once: what a reader types meanwhile stays.
            yield (
                gr.skip() if number else "",
                now,
                gr.skip() if view.panel is None else view.panel,
                gr.skip() if view.found is None else view.found,
            )

    def suggestions(self) -> Any:
        """The empty chat, with questions to begin with."""
        generation = self.session.index.database.get_meta("index_generation") or ""
        if self._suggested[0] != generation or not self._suggested[1]:
            try:
                self._suggested = generation, suggest(self.session.index)
            except SourceboundError as error:  # somebody else is at the index: begin without
                log.info("no suggestions: %s", error)
        return gr.Chatbot(examples=[{"text": one} for one in self._suggested[1]])

    def pick(self, event: gr.SelectData) -> str:
        """The question's box, with the suggestion that was chosen."""
        return str(event.value["text"])

    def stop(self, conversation: str) -> None:
        """End the answer that is being written, at its next step (a Gradio event that is cancelled never takes the next question)."""
        self._stopping.add(conversation)

    def like(self, conversation: str, event: gr.LikeData) -> tuple[Verdict, Any, Any]:
        """The verdict, and the box for a comment on it."""
        at = event.index if isinstance(event.index, int) else event.index[0]
        verdict, label = judge(self.session, conversation, at, bool(event.liked))
        return verdict, gr.Row(visible=True), gr.Textbox(value="", placeholder=label)

    def say(self, text: str, conversation: str, verdict: Verdict) -> tuple[Any, Any]:
        """The box for a comment, put away."""
        gr.Info(comment(self.session, conversation, verdict, text), duration=3)
        return gr.Row(visible=False), ""

    # Conversations, of which a browser remembers its own (`mine`, ids, the newest first)

    def begin(self) -> tuple[Any, ...]:
        """A new conversation: its id, the chat, the panel, how it was found, the choice."""
        return self.session.conversations.begin(), [], markup.welcome(self.session.index.library.count()), "", gr.Dropdown(value=None)

    def arrive(self, mine: list[str]) -> tuple[Any, ...]:
        """Back where this browser was, in its last conversation, or in a new one: id, chat, panel, choice."""
        known = self.session.conversations.titles(mine)
        last = known[0][0] if known else self.session.conversations.begin()
        choice = gr.Dropdown(choices=_choices(known), value=last if known else None)
        return last, shown(self.session, last) if known else [], markup.welcome(self.session.index.library.count()), choice

    def turn_to(self, chosen: str | None) -> tuple[Any, ...]:
        """The conversation that was chosen: id, chat, how it was found."""
        return (chosen, shown(self.session, chosen), "") if chosen else (gr.skip(), gr.skip(), gr.skip())

    def listed(self, conversation: str, mine: list[str]) -> tuple[list[str], Any]:
        """This browser's conversations with the one that was just asked in first, and the choice."""
        known = self.session.conversations.titles([conversation, *(one for one in mine if one != conversation)])
        return [one for one, _ in known], gr.Dropdown(choices=_choices(known), value=conversation if known else None)

    def forget(self, conversation: str, mine: list[str]) -> tuple[Any, ...]:
        """A conversation is deleted: what is left, then as `arrive`."""
        self.session.conversations.remove(conversation)
        left = [one for one in mine if one != conversation]
        return left, *self.arrive(left)

    def write_out(self, form: str | None, conversation: str) -> tuple[Any, str]:
        """The file to be kept ({name, text}), and the choice of formats, put back."""
        known = self.session.conversations.titles([conversation])
        if form not in FORMATS or not known:
            return None, EXPORT
        text = export(known[0][1], self.session.conversations.turns(conversation), form)
        return {"name": f"sourcebound.{FORMATS[form]}", "text": text}, EXPORT

    # The library

    def shelve(self) -> tuple[str, Any]:
        """The list of articles, and the choice of one to remove."""
        articles = self.session.index.library.all()
        return markup.library(articles, date.today()), gr.Dropdown(choices=[(one.title, one.id) for one in articles], value=None)

    def add(self, files: list[str] | None, text: str, address: str) -> tuple[Any, ...]:
        """What became of it; the three fields, emptied; then as `shelve`."""
        return shelf.add(self.session, files or [], text, address), None, "", "", *self.shelve()

    def remove(self, article_id: str | None) -> tuple[Any, ...]:
        """What was removed, what to say, the button to take it back; then as `shelve`."""
        if not article_id:
            return gr.skip(), shelf.lines(["Choose an article first."]), gr.skip(), gr.skip(), gr.skip()
        removed, said = shelf.remove(self.session, article_id)
        return removed, said, gr.Button(visible=removed is not None), *self.shelve()

    def undo(self, article: Article) -> tuple[Any, ...]:
        """As `remove`, with nothing to take back."""
        return None, shelf.put_back(self.session, article), gr.Button(visible=False), *self.shelve()

    # The model

    def state(self) -> tuple[str, Any]:
        """One line on the model, and the timer, which runs while that may change."""
        model = self.session.model
        server = getattr(model, "server", None)
        line = markup.model_state(model.state, model.name, server.loading_seconds if server else 0.0)
        return line, gr.Timer(active=model.state in ("off", "loading"))


def _choices(known: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(title, one) for one, title in known]
