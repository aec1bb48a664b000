"""The language model, behind one interface: embedded, any OpenAI-compatible server, or none."""

from __future__ import annotations

import logging
import math
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from assistant.embedded import EmbeddedServer
from corpus.errors import ModelUnavailable, SourceboundError
from corpus.settings import ModelSettings
from index import models, published

# Of a reply that is to be yes or no: how many of the likeliest first tokens are looked at, and the share of a word not among them.
_FIRST_TOKENS, _LEAST_SHARE = 20, 1e-6
_importing = threading.Lock()
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat: role "system", "user" or "assistant"."""

    role: str
    content: str


@dataclass(slots=True)
class Usage:
    """What a generation took, in tokens; filled while it runs. `cached` were not read again."""

    prompt: int = 0
    cached: int = 0
    written: int = 0
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        """How many tokens a second were written; 0 where the server does not tell."""
        return round(float(self.details.get("predicted_per_second") or 0.0), 1)


class LanguageModel(Protocol):
    """What the chain needs of a model."""

    @property
    def name(self) -> str:
        """What it is called in answers."""
        ...

    @property
    def state(self) -> str:
        """ "off", "loading", "ready", "failed" or "none"."""
        ...

    def start(self) -> None:
        """Begin to load in the background, if there is something to load."""
        ...

    def stream(self, messages: Sequence[Message], max_tokens: int, usage: Usage) -> Iterator[str]:
        """Pieces of the reply as they are written. Raises ModelUnavailable."""
        ...

    def says_yes(self, messages: Sequence[Message]) -> float | None:
        """The log odds that the reply is yes and not no; None if it does not tell. Raises ModelUnavailable."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class NoModel:
    """`--llm none`: answers are quoted, not written."""

    name = "none"
    state = "none"

    def start(self) -> None:
        """Nothing to load."""

    def stream(self, messages: Sequence[Message], max_tokens: int, usage: Usage) -> Iterator[str]:
        """Never asked."""
        raise ModelUnavailable("There is no model", "Start with --llm embedded")

    def says_yes(self, messages: Sequence[Message]) -> float | None:
        """It says nothing."""
        return None

    def close(self) -> None:
        """Nothing to close."""


class ServedModel:
    """A model behind an OpenAI-compatible address, through llama-index's OpenAILike."""

    def __init__(self, name: str, address: str, key: str, settings: ModelSettings, server: EmbeddedServer | None = None) -> None:
        self.name = name
        self._address, self._key, self._settings, self.server = address, key, settings, server
        self._lock = threading.Lock()
        self._client: tuple[str, Any] | None = None
        self._tells_odds = True

    @property
    def state(self) -> str:
        """The embedded server's state; a server of the user's is taken to be ready."""
        return self.server.state if self.server else "ready"

    def start(self) -> None:
        """Load the embedded model and the client in the background."""
        if self.server:
            self.server.start()
        threading.Thread(target=_import_client, daemon=True).start()

    def stream(self, messages: Sequence[Message], max_tokens: int, usage: Usage) -> Iterator[str]:
        """Pieces of the reply. An embedded server that died is started again, once, before anything was said."""
        for piece in self._pieces(messages, max_tokens):
            _note_usage(usage, piece.raw)
            if piece.delta:
                yield piece.delta

    def says_yes(self, messages: Sequence[Message]) -> float | None:
        """The log odds that the reply is yes and not no, from the probabilities of its first token; None from a server that gives none,
        which is not asked again if it refuses to."""
        from openai import BadRequestError

        if not self._tells_odds:
            return None
        try:
            told = [_yes_odds(piece.raw) for piece in self._pieces(messages, 1, logprobs=True, top_logprobs=_FIRST_TOKENS)]
        except ModelUnavailable as error:
            if not isinstance(error.__cause__, BadRequestError):
                raise
            log.info("%s gives no probabilities: %s", self.name, error)
            self._tells_odds = False
            return None
        return next((odds for odds in told if odds is not None), None)

    def _pieces(self, messages: Sequence[Message], max_tokens: int, **asked: Any) -> Iterator[Any]:
        import httpx

        _import_client()
        from llama_index.core.llms import ChatMessage
        from openai import APIError

        chat = [ChatMessage(role=message.role, content=message.content) for message in messages]
        for attempt in (1, 2):
            said = False
            try:
                for piece in self._connect().stream_chat(chat, max_tokens=max_tokens, **asked):
                    said |= bool(piece.delta)
                    yield piece
                return
            except (APIError, httpx.HTTPError, ValueError, TypeError, KeyError, AttributeError) as error:  # whatever a broken stream raises
                if said or attempt == 2 or self.server is None:
                    raise ModelUnavailable(
                        f"The model at {self._address or 'the embedded server'} failed ({_reason(error)})",
                        "Check that it is running and that --llm has its address, or use --llm none",
                    ) from error
                log.warning("the embedded server failed (%s); trying again", error)

    def close(self) -> None:
        """End the embedded server."""
        if self.server:
            self.server.stop()

    def _connect(self) -> Any:
        address = f"{self.server.wait()}/v1" if self.server else self._address
        with self._lock:
            if self._client is None or self._client[0] != address:
                from llama_index.llms.openai_like import OpenAILike

                extra: dict[str, Any] = {"seed": 0, "stream_options": {"include_usage": True}}
                if self.server:
                    extra["extra_body"] = {"cache_prompt": True, "timings_per_token": False}
                # Not with max_tokens: what a client is made with goes before what a call asks for.
                client = OpenAILike(
                    model=self.name, api_base=address, api_key=self._key, is_chat_model=True, temperature=0.0, max_retries=0,
                    timeout=self._settings.timeout_seconds, additional_kwargs=extra, reuse_client=True,
                )  # fmt: skip
                self._client = (address, client)
            return self._client[1]


def open_model(choice: str, settings: ModelSettings) -> LanguageModel:
    """The model that was chosen: "embedded", "none", a registered name, a .gguf path, or an http(s) address.

    Raises ModelUnavailable for a file that is missing or wrong, SourceboundError for anything else.
    """
    if choice == "none":
        return NoModel()
    if choice.startswith(("http://", "https://")):
        address = choice.rstrip("/")
        address = address if address.endswith("/v1") else f"{address}/v1"
        name = settings.name or os.environ.get("SOURCEBOUND_MODEL") or first_model(address)
        return ServedModel(name, address, os.environ.get("SOURCEBOUND_API_KEY", "none"), settings)
    if choice == "embedded" or choice in published.MODELS:
        model = models.find(published.DEFAULT_LLM if choice == "embedded" else choice)
        if model.use != "answering":
            raise SourceboundError(f"{model.name} is no model that answers", f"Use {published.DEFAULT_LLM}")
        path, name = models.ready(model.name) / model.main.path, model.name
    elif choice.endswith(".gguf"):
        path = Path(choice).expanduser().absolute()
        name = path.stem
        _require_gguf(path)
    else:
        raise SourceboundError(f"{choice!r} names no model", "Use embedded, none, a path that ends in .gguf, or an http(s) address")
    server = EmbeddedServer(path, settings.threads)
    return ServedModel(name, "", server.key, settings, server)


def first_model(address: str) -> str:
    """The first model that an OpenAI-compatible server lists. Raises ModelUnavailable."""
    import httpx

    key = os.environ.get("SOURCEBOUND_API_KEY", "none")
    try:
        reply = httpx.get(f"{address}/models", headers={"Authorization": f"Bearer {key}"}, timeout=5.0)
        reply.raise_for_status()
        return str(reply.json()["data"][0]["id"])
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, IndexError, TypeError) as error:
        raise ModelUnavailable(
            f"No model server answers at {address} ({type(error).__name__})", "Start it, check the address, or use --llm embedded"
        ) from error


def _require_gguf(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            magic = stream.read(4)
    except OSError as error:
        raise ModelUnavailable(f"{path} cannot be read ({error.strerror})", "Check the path, or use --llm embedded") from error
    if magic != b"GGUF":
        raise ModelUnavailable(f"{path} is no GGUF file", "Check the path, or use --llm embedded")


def _import_client() -> None:
    """One thread at a time: its modules import each other, and fail where two begin at once."""
    with _importing:
        import llama_index.llms.openai_like  # noqa: F401


def _note_usage(usage: Usage, raw: Any) -> None:
    counted = getattr(raw, "usage", None)
    if counted is not None:
        usage.prompt, usage.written = counted.prompt_tokens or 0, counted.completion_tokens or 0
        details = getattr(counted, "prompt_tokens_details", None)
        usage.cached = getattr(details, "cached_tokens", 0) or 0
    timings = (getattr(raw, "model_extra", None) or {}).get("timings")
    if timings:
        usage.details = dict(timings)


def _yes_odds(raw: Any) -> float | None:
    """From the probabilities of a reply's first token."""
    choices = getattr(raw, "choices", None) or ()
    told = [token for choice in choices[:1] for token in getattr(getattr(choice, "logprobs", None), "content", None) or ()]
    if not told:
        return None
    shares = {"yes": _LEAST_SHARE, "no": _LEAST_SHARE}
    for one in getattr(told[0], "top_logprobs", None) or ():
        word = one.token.strip(" .▁Ġ").casefold()
        if word in shares:
            shares[word] += math.exp(one.logprob)
    return math.log(shares["yes"] / shares["no"]) if max(shares.values()) > _LEAST_SHARE else None


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:160]
