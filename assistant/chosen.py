"""The model that answers, where it can be changed while the page is open: one at a time is in memory, for all who ask here."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from assistant.llm import LanguageModel, Message, Usage, open_model
from corpus.errors import SourceboundError
from corpus.settings import ModelSettings
from index import models, published

_WAIT_SECONDS = 60.0
log = logging.getLogger(__name__)


class ChosenModel:
    """A LanguageModel that passes everything on to the one in use. Safe to share between threads."""

    def __init__(self, choice: str, settings: ModelSettings) -> None:
        self._settings = settings
        self._first = published.DEFAULT_LLM if choice == "embedded" else choice
        self._choice, self._model = self._first, open_model(choice, settings)
        self._idle = threading.Condition()
        self._at_work = 0  # what it says of a sentence is asked while it writes

    @property
    def choice(self) -> str:
        """What is in use: a registered name, "none", a path or an address."""
        return self._choice

    def choices(self) -> list[str]:
        """What can be chosen: what it was started with, the registered models whose files are here, and none (which frees memory)."""
        here = [name for name, model in published.MODELS.items() if model.use == "answering" and models.check(model) == "ready"]
        return list(dict.fromkeys([self._first, *here, "none"]))

    def choose(self, choice: str) -> None:
        """Use another of the `choices` from now on, and begin to load it; what is being written is waited for.

        Raises SourceboundError for anything else, and if an answer takes too long.
        """
        if choice == self._choice:
            return
        if choice not in self.choices():
            raise SourceboundError(f"{choice!r} is not among the models that are here", "`python -m assistant models` shows them")
        other = open_model(choice, self._settings)
        with self._idle:
            if not self._idle.wait_for(lambda: self._at_work == 0, timeout=_WAIT_SECONDS):
                raise SourceboundError("An answer is still being written", "Choose the model again when it is there")
            before, self._model, self._choice = self._model, other, choice
            before.close()
        log.info("answers are written by %s now", other.name)
        other.start()

    @property
    def name(self) -> str:
        """The name of the model in use."""
        return self._model.name

    @property
    def state(self) -> str:
        """ "off", "loading", "ready", "failed" or "none"."""
        return self._model.state

    @property
    def server(self) -> Any:
        """The embedded server of the model in use; None if it has none."""
        return getattr(self._model, "server", None)

    def start(self) -> None:
        """Begin to load it."""
        self._model.start()

    def stream(self, messages: Sequence[Message], max_tokens: int, usage: Usage) -> Iterator[str]:
        """Pieces of the reply. Raises ModelUnavailable."""
        with self._in_use() as model:
            yield from model.stream(messages, max_tokens, usage)

    def says_yes(self, messages: Sequence[Message]) -> float | None:
        """The log odds that the reply is yes and not no; None if it does not tell. Raises ModelUnavailable."""
        with self._in_use() as model:
            return model.says_yes(messages)

    def close(self) -> None:
        """Let go of it."""
        self._model.close()

    @contextmanager
    def _in_use(self) -> Iterator[LanguageModel]:
        """The model in use, which no other takes the place of meanwhile."""
        with self._idle:
            self._at_work += 1
            model = self._model
        try:
            yield model
        finally:
            with self._idle:
                self._at_work -= 1
                self._idle.notify_all()
