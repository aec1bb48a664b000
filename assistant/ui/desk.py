"""What the page does when a reader does something: each method is the handler of one event, over one session.

Their results are the values, or Gradio's updates, of the components that `app.py` names beside them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.chosen import ChosenModel
from assistant.export import FORMATS, export
from assistant.options import Options
from assistant.session import Session
from assistant.suggest import suggest
from assistant.ui import markup, shelf
from assistant.ui.talk import shown, talk
from assistant.ui.verdict import Verdict, comment, judge
from corpus.errors import SourceboundError

log = logging.getLogger(__name__)
EXPORT = "Export as …"
# Where it is kept how long the model took to load, in seconds, and what is guessed before that is known.
_LOADED_IN, _USUAL_SECONDS = "model_loaded_in", 12.0
_QUOTES = "none: quotes alone"
_NEW = "New conversation"
Messages = list[dict[str, Any]]
Turn = tuple[str, int]
"""A conversation, and the number of a turn of it."""
NONE: Turn = ("", 0)


class Desk:
    """The handlers of one page. Holds nothing of a reader, but which conversations are being answered or to be stopped (the
    rest is in the page's own state), and the suggestions for the index as it is, which take seconds to make."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._stopping: set[str] = set()
        self._asking: dict[tuple[str, str], object] = {}
        self._left: set[tuple[str, str]] = set()
        self._suggested: tuple[str, list[str]] = ("", [])
        self._loading = 0.0

    # The conversation

    def ask(
        self, question: str, conversation: str, messages: Messages, options: Options, instead: Turn, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """The question's box, the chat, the panel, how it was found, no turn to replace any more and no line about it, again and
        again until the answer is whole. `instead` is the turn that is asked anew, with those after it; NONE for a new one."""
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), NONE, gr.HTML(visible=False)
            return
        number = instead[1] if instead[0] == conversation else 0
        # The question is cleared once: what a reader types or chooses meanwhile stays.
        first: tuple[Any, ...] = "", NONE, gr.HTML(visible=False)
        for chat, panel, found in self._answers(question, conversation, messages, options, number, request):
            yield first[0], chat, panel, found, *first[1:]
            first = gr.skip(), gr.skip(), gr.skip()

    def ask_again(
        self, conversation: str, messages: Messages, options: Options, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """The chat, the panel and how it was found, for the question of the turn that the event names: the last one is replaced,
        an earlier one is asked once more."""
        turns = self.session.conversations.turns(conversation)
        turn = next((one for one in turns if one.number == _turn(conversation, event)), None)
        if turn is None:
            yield gr.skip(), gr.skip(), gr.skip()
            return
        number = turn.number if turn is turns[-1] else 0
        yield from self._answers(turn.question, conversation, messages, options, number, request)

    def _answers(
        self, question: str, conversation: str, messages: Messages, options: Options, number: int, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """The chat, the panel and how it was found, until the answer is whole. What is asked anew is kept if nothing comes of it."""
        key = (conversation, request.session_hash or "")
        this = self._asking[key] = object()  # whoever asks again in the same tab, before the answer is there, wants the newer one
        self._left.discard(key)
        self._stopping.discard(conversation)
        taken = self.session.conversations.cut(conversation, number) if number else []
        kept = [*(messages[: 2 * (number - 1)] if number else messages), {"role": "user", "content": markup.asked(question)}]
        back = False

        def stopped() -> bool:
            return conversation in self._stopping or self._asking.get(key) is not this

        try:
            for view in talk(self.session, conversation, question, options, stopped):
                if self._asking.get(key) is not this:
                    return
                if key in self._left:  # the reader looks at another conversation: the answer is kept for when they come back
                    continue
                now = [*kept, {"role": "assistant", "content": view.message}]
                yield now, gr.skip() if view.panel is None else view.panel, gr.skip() if view.found is None else view.found
        finally:
            back = bool(taken) and self._asking.get(key) is this and self.session.conversations.put_back(conversation, number, taken)
            if self._asking.get(key) is this:
                del self._asking[key]
        if back and key not in self._left:
            gr.Info("Nothing came of it: the answer that was there is kept.", duration=4)
            yield shown(self.session, conversation), gr.skip(), gr.skip()

    def edit(self, conversation: str, event: gr.EventData) -> tuple[Any, Any, Any]:
        """The question's box with the question of the turn that the event names, and that turn: it will be replaced; and a line
        that says so."""
        number = _turn(conversation, event)
        asked = next((turn.question for turn in self.session.conversations.turns(conversation) if turn.number == number), None)
        if asked is None:
            return gr.skip(), NONE, gr.HTML(visible=False)
        said = "Change the question and send it: it takes the place of the old one and of what came after. Send nothing to leave it."
        return asked, (conversation, number), gr.HTML(value=shelf.lines([said]), visible=True)

    def suggestions(self) -> Any:
        """The empty chat, with questions to begin with."""
        generation = self.session.index.database.get_meta("index_generation") or ""
        if self._suggested[0] != generation or not self._suggested[1]:
            try:
                self._suggested = generation, suggest(self.session.index)
            except SourceboundError as error:  # somebody else is at the index: begin without
                log.info("no suggestions: %s", error)
        ready = "Or begin with one of these, which the articles answer." if self._suggested[1] else ""
        return gr.Chatbot(placeholder=markup.begin(ready), examples=[{"text": one} for one in self._suggested[1]])

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

    def begin(self, conversation: str, mine: list[str], request: gr.Request) -> tuple[Any, ...]:
        """A new conversation: its id, the chat, the panel, how it was found, the choice."""
        key = (conversation, request.session_hash or "")
        if key in self._asking:
            self._left.add(key)
        new = self.session.conversations.begin()
        choice = _choice(new, self.session.conversations.titles(mine))
        return new, [], markup.welcome(self.session.index.library.count()), "", choice

    def arrive(self, mine: list[str]) -> tuple[Any, ...]:
        """Back where this browser was, in its last conversation, or in a new one: id, chat, panel, choice."""
        known = self.session.conversations.titles(mine)
        last = known[0][0] if known else self.session.conversations.begin()
        return last, shown(self.session, last) if known else [], markup.welcome(self.session.index.library.count()), _choice(last, known)

    def turn_to(self, chosen: str | None, conversation: str, request: gr.Request) -> tuple[Any, ...]:
        """The conversation that was chosen: id, chat, how it was found."""
        key = (conversation, request.session_hash or "")
        if chosen and chosen != conversation and key in self._asking:
            self._left.add(key)
        return (chosen, shown(self.session, chosen), "") if chosen else (gr.skip(), gr.skip(), gr.skip())

    def listed(self, conversation: str, mine: list[str]) -> tuple[list[str], Any]:
        """This browser's conversations with the one that was just asked in first, and the choice."""
        known = self.session.conversations.titles([conversation, *(one for one in mine if one != conversation)])
        return [one for one, _ in known], _choice(conversation, known)

    def forget(self, conversation: str, mine: list[str]) -> tuple[Any, ...]:
        """A conversation is deleted: what is left, then as `arrive`."""
        self.session.conversations.remove(conversation)
        left = [one for one in mine if one != conversation]
        return left, *self.arrive(left)

    def search(self, text: str, mine: list[str]) -> Any:
        """The choice, of the conversations with all words of a text."""
        found = self.session.conversations.containing(mine, text) if text.strip() else mine
        return gr.Dropdown(choices=_choices(self.session.conversations.titles(found)))

    def rename(self, title: str, conversation: str, mine: list[str]) -> tuple[Any, Any, Any]:
        """The choice with the new title, and the box for it, put away."""
        self.session.conversations.rename(conversation, title)
        return self.listed(conversation, mine)[1], gr.Row(visible=False), ""

    def write_out(self, form: str | None, conversation: str) -> tuple[Any, str]:
        """The file to be kept ({name, text}), and the choice of formats, put back."""
        known = self.session.conversations.titles([conversation])
        if form not in FORMATS or not known:
            return None, EXPORT
        text = export(known[0][1], self.session.conversations.turns(conversation), form)
        return {"name": f"sourcebound.{FORMATS[form]}", "text": text}, EXPORT

    # The model

    def models(self) -> Any:
        """The models that can be chosen, and the one in use; nothing where there is no choice."""
        model = self.session.model
        if not isinstance(model, ChosenModel):
            return gr.Dropdown(visible=False)
        return gr.Dropdown(choices=[(_QUOTES if one == "none" else one, one) for one in model.choices()], value=model.choice)

    def use(self, choice: str) -> tuple[Any, ...]:
        """Another model from now on: the models, then as `state`."""
        if isinstance(self.session.model, ChosenModel):
            try:
                self.session.model.choose(choice)
            except SourceboundError as error:
                gr.Warning(str(error))
        return self.models(), *self.state()

    def state(self) -> tuple[str, Any]:
        """One line on the model, and the timer, which runs while that may change."""
        model = self.session.model
        server = getattr(model, "server", None)
        seconds = server.loading_seconds if server else 0.0
        database = self.session.index.database
        usual = float(database.get_meta(_LOADED_IN) or _USUAL_SECONDS)
        if model.state == "loading":
            self._loading = seconds
        elif model.state == "ready" and self._loading:
            database.set_meta(_LOADED_IN, f"{self._loading:.1f}")
            self._loading = 0.0
        line = markup.model_state(model.state, model.name, seconds, usual, here=server is not None)
        return line, gr.Timer(active=model.state in ("off", "loading"))


def _turn(conversation: str, event: gr.EventData) -> int:
    """The turn of this conversation that an event of the page names ("conversation-number"); 0 for none."""
    named, _, number = str(getattr(event, "turn", "")).rpartition("-")
    return int(number) if named == conversation and number.isdigit() else 0


def _choice(conversation: str, known: list[tuple[str, str]]) -> Any:
    """The choice, with this conversation chosen; one that nothing was asked in yet says so."""
    new = [] if conversation in [one for one, _ in known] else [(conversation, _NEW)]
    return gr.Dropdown(choices=_choices([*new, *known]), value=conversation)


def _choices(known: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(title, one) for one, title in known]
