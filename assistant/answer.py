"""What an answer is, and the events through which it arrives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from assistant.evidence import Evidence

ANSWERED, NOT_FOUND, ERROR = "answered", "not_found", "error"


_ITEM = re.compile(r"(?<=[,;.:])\s*\n\s*[-*•–—]\s+")


_BARE_ITEM = re.compile(r"(?<=[\w)”\"])[ \t]*\n\s*[-*•–—]\s+")


def running(quote: str) -> str:
    """A sentence of an article as it reads in running text: on one line, a list without its marks, its items
    set apart, and a quotation that a cut between sentences has left open at one end closed there.

    >>> running("We need:\\n- time,\\n- money."), running("No.” She left.")
    ('We need: time, money.', '“No.” She left.')
    """
    text = " ".join(_BARE_ITEM.sub("; ", _ITEM.sub(" ", quote)).split())
    opened, closed = text.count("“"), text.count("”")
    return f"“{text}" if closed == opened + 1 else f"{text}”" if opened == closed + 1 and text.startswith("“") else text


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article that can be opened: `quote` is exactly `article.text[start:end]`."""

    article_id: str
    title: str
    source: str
    date: str | None
    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, evidence: Evidence, before: int = 0) -> Passage:
        """The sentence of a piece of evidence, and so many characters before it."""
        article, start = evidence.article, evidence.start - before
        day = article.date.isoformat() if article.date else None
        return cls(article.id, article.title, article.source, day, start, evidence.end, article.text[start : evidence.end])

    def shows(self, evidence: Evidence) -> bool:
        """Whether it is the sentence of a piece of evidence, alone or with what stands before it."""
        return self.covers(evidence) and self.end == evidence.end

    def covers(self, evidence: Evidence) -> bool:
        """Whether the sentence of a piece of evidence is in it."""
        return self.article_id == evidence.article.id and self.start <= evidence.start and evidence.end <= self.end

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Passage:
        """What `to_json` gave, whatever else stands beside it."""
        return cls(**{one.name: value[one.name] for one in fields(cls)})

    def to_json(self) -> dict[str, Any]:
        """All fields, by name."""
        return {
            "article_id": self.article_id, "title": self.title, "source": self.source, "date": self.date,
            "start": self.start, "end": self.end, "quote": self.quote,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """Citation `n` of an answer, counted from 1 in the order of first use."""

    n: int
    passage: Passage

    def to_json(self) -> dict[str, Any]:
        """The shape of the contract."""
        return {"n": self.n} | self.passage.to_json()


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer without its markers; `citations` are numbers; `support` is "supported":
    what is not is dropped, or gives way to the sentence that it cited, before it becomes a claim. `lead` are the sentences that a quoted
    one is not understood without; "" once it has been read back from JSON, where both are one text. `phrase` are the words of a quoted
    sentence that answer; "" where they are not told apart."""

    text: str
    citations: tuple[int, ...]
    support: str
    lead: str = ""
    phrase: str = ""

    @property
    def whole(self) -> str:
        """What is shown: the sentence, after its lead."""
        return f"{self.lead} {self.text}" if self.lead else self.text

    def to_json(self) -> dict[str, Any]:
        """The shape of the contract."""
        return {"text": self.whole, "citations": list(self.citations), "support": self.support}

    def marked(self) -> str:
        """The sentence with its markers: before its full stop, or behind a closing quotation mark."""
        body = self.whole.rstrip()
        markers = "".join(f" [{n}]" for n in self.citations)
        stop = body[-1] if body and body[-1] in ".!?" else ""
        return f"{body.removesuffix(stop)}{markers}{stop}"


@dataclass(frozen=True, slots=True)
class Value:
    """One of several values that sources give for the same thing."""

    value: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where sources differ: about what, and which says what. `only_exactness` tells that the values do not contradict
    each other ("over two years", "two years and seven months")."""

    about: str
    values: tuple[Value, ...]
    only_exactness: bool = False

    @property
    def heading(self) -> str:
        """What it is, in a few words."""
        return "The articles are not equally exact" if self.only_exactness else "The articles differ"

    def to_json(self) -> dict[str, Any]:
        """The shape of the contract."""
        return {"about": self.about, "values": [{"value": v.value, "citations": list(v.citations)} for v in self.values]}


@dataclass(frozen=True, slots=True)
class Seconds:
    """Time from the question: to the evidence, to the first checked sentence, in all."""

    evidence: float
    first_token: float | None
    total: float

    def to_json(self) -> dict[str, float | None]:
        """Rounded to milliseconds."""
        first = None if self.first_token is None else round(self.first_token, 3)
        return {"evidence": round(self.evidence, 3), "first_token": first, "total": round(self.total, 3)}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, a refusal (`not_found`) or a failure (`error`), with all that stands behind it."""

    question: str
    standalone: str
    status: str
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Passage, ...]
    model: str
    seconds: Seconds
    conflicts: tuple[Conflict, ...] = ()
    extractive: bool = False
    closing: str = ""
    """What it ends with that is no claim: of what day it is, or that no article says otherwise. In `text` too."""

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Answer:
        """An answer again, from its JSON with what `kept` adds to it."""
        exact = value.get("only_exactness", ())
        phrases = value.get("phrases") or [""] * len(value["claims"])
        return cls(
            value["question"], value["standalone_question"], value["status"], value["answer"],
            tuple(Claim(one["text"], tuple(one["citations"]), one["support"], phrase=phrase) for one, phrase in zip(value["claims"], phrases, strict=True)),
            tuple(Citation(one["n"], Passage.from_json(one)) for one in value["citations"]),
            tuple(map(Passage.from_json, value["nearest"])), value["model"],
            Seconds(value["seconds"]["evidence"], value["seconds"]["first_token"], value["seconds"]["total"]),
            tuple(
                Conflict(one["about"], tuple(Value(v["value"], tuple(v["citations"])) for v in one["values"]), i in exact)
                for i, one in enumerate(value["conflicts"])
            ), value["extractive"], value.get("closing", ""),
        )  # fmt: skip

    def kept(self) -> dict[str, Any]:
        """The JSON object with what only the page needs to show the answer again."""
        exact = [i for i, one in enumerate(self.conflicts) if one.only_exactness]
        return self.to_json() | {"closing": self.closing, "only_exactness": exact, "phrases": [claim.phrase for claim in self.claims]}

    def to_json(self, row_id: str | None = None) -> dict[str, Any]:
        """One object of `ask --json`."""
        value: dict[str, Any] = {} if row_id is None else {"id": row_id}
        return value | {
            "question": self.question,
            "standalone_question": self.standalone,
            "status": self.status,
            "answer": self.text,
            "claims": [claim.to_json() for claim in self.claims],
            "citations": [citation.to_json() for citation in self.citations],
            "conflicts": [conflict.to_json() for conflict in self.conflicts],
            "nearest": [passage.to_json() for passage in self.nearest],
            "model": self.model,
            "extractive": self.extractive,
            "seconds": self.seconds.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier turn: its question as it stood alone, the text of its answer, the passages that it cited, and the words that answered, if
    they are known."""

    question: str
    answer: str
    cited: tuple[Passage, ...] = ()
    phrase: str = ""

    @property
    def bare(self) -> str:
        """The question without its mark, and without one that it was read beside."""
        return self.question.split(", regarding:", maxsplit=1)[0].rstrip(" ?.!")


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """Event: the sentences that the answer will be made of, in sight before anything is written."""

    standalone: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Event: what is going on: `stage` is "queued", "loading", "reading", "quoting" or "comparing"; `detail` a few words."""

    stage: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ClaimChecked:
    """Event: a sentence is complete and has passed verification; new citations come with it."""

    claim: Claim
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Final:
    """Event: the whole answer, and the trace of how it came about. Always the last."""

    answer: Answer
    trace: dict[str, Any] = field(default_factory=dict)


Event = EvidenceFound | Progress | ClaimChecked | Final
