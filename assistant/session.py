"""Everything needed to answer, opened together and closed together."""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

from assistant import grammar, trace
from assistant.answer import Event, Final
from assistant.chosen import ChosenModel
from assistant.conversations import Conversations
from assistant.llm import LanguageModel
from assistant.options import DEFAULT, Options
from assistant.parts import ALL, Parts
from assistant.pipeline import Assistant
from corpus.errors import ModelUnavailable, SourceboundError
from corpus.settings import Settings
from index.embed import SentenceTransformerEmbedder
from index.opened import Index

log = logging.getLogger(__name__)


class Session:
    """An assistant over one data directory, with its conversations."""

    def __init__(self, index: Index, model: LanguageModel, parts: Parts = ALL) -> None:
        self.index, self.model = index, model
        self.assistant = Assistant(index, model, parts)
        self.conversations = Conversations(index.database)
        atexit.register(self.close)

    @classmethod
    def open(cls, data: Path, llm: str | None = None, settings: Settings | None = None, parts: Parts = ALL) -> Session:
        """Open a data directory and the chosen model (`None`: the settings'). Loads nothing yet.

        `settings` stand for those of the data directory. Raises SourceboundError for whatever is missing.
        """
        index = Index.open(data, settings=settings)
        index.require_match()
        return cls(index, ChosenModel(llm or index.settings.model.llm, index.settings.model), parts)

    def start(self) -> None:
        """Load the embedder and the model in the background and index what is new."""
        threading.Thread(target=self._load, name="embedder", daemon=True).start()
        self.model.start()
        threading.Thread(target=self._refresh, name="index", daemon=True).start()

    def warm(self, model: bool) -> None:
        """Wait until the embedder, the index and, if asked for, the model are ready, so that what a
        question takes is the question's own time. Raises SourceboundError; a model that does not load is
        left to the first question, which then is answered by quoting."""
        self.start()
        self.index.embedder.embed(["warm"])
        self.index.load_readers()
        self.assistant.refresh()
        server = getattr(self.model, "server", None)
        if model and server is not None:
            try:
                server.wait()
            except ModelUnavailable as error:
                log.warning("%s", error)

    def ask(self, conversation: str, question: str, options: Options = DEFAULT) -> Iterator[Event]:
        """Ask within a conversation: stored before it is answered, and after, with its trace."""
        history = self.conversations.history(conversation)
        number = self.conversations.ask(conversation, question)
        for event in self.assistant.ask(question, history, options):
            if isinstance(event, Final):
                self.conversations.answer(conversation, number, event.answer)
                trace.write(self.index.data, event)
            yield event

    def close(self) -> None:
        """End the model server and let go of the files."""
        atexit.unregister(self.close)
        self.model.close()
        self.index.close()

    def _load(self) -> None:
        """The embedder and the readers, one after the other: all bring the same libraries, and the embedder is wanted first."""
        if isinstance(self.index.embedder, SentenceTransformerEmbedder):
            self.index.embedder.load()
        self.index.load_readers()

    def _refresh(self) -> None:
        try:
            self.assistant.refresh()
            grammar.warm()
        except SourceboundError as error:  # told again, to the reader, with the first question
            log.warning("%s", error)
