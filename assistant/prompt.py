"""What the model is given: a fixed prefix that its server keeps in its cache, the quotes, the question."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.evidence import Evidence
from assistant.facts import says_when_relatively
from assistant.llm import Message

REFUSAL = "NOT FOUND"
# Characters of the sentence before that are shown with one of which it is asked whether it answers.
_BEFORE = 200


def answer_prompt(question: str, evidence: Sequence[Evidence]) -> list[Message]:
    """The chat for an answer: system text and two worked examples, then quotes and question."""
    quotes = "\n".join(quote(one) for one in evidence)
    return [*_prefix(), Message("user", f"{quotes}\nQuestion: {question}")]


def quote(one: Evidence) -> str:
    """A piece of evidence as the model sees it: number, the sentence on one line, and the article's
    date where the sentence speaks of time as seen from it (a date is ten tokens)."""
    day = f" ({one.article.date.isoformat()})" if one.article.date and says_when_relatively(one.text) else ""
    return f"[{one.n}]{day} {' '.join(one.text.split())}"


def relevance_prompt(question: str, one: Evidence) -> list[Message]:
    """The chat that asks whether a sentence answers a question, to be replied to with yes or no."""
    value = _read("relevance")
    before = " ".join(one.before.split())[-_BEFORE:]
    lines = [f"Question: {question}", *([f"Before it: {before}"] if before else []), f"Sentence: {' '.join(one.text.split())}", value["question"]]
    return [Message("system", value["system"]), Message("user", "\n".join(lines))]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "prompts" / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _prefix() -> tuple[Message, ...]:
    value = _read("answer")
    messages = [Message("system", value["system"])]
    for example in value["examples"]:
        messages += [Message("user", example["user"]), Message("assistant", example["assistant"])]
    return tuple(messages)
