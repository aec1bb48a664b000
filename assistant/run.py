"""What one question has gathered on its way to an answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import leads, verify
from assistant.answer import Citation, Claim, ClaimChecked, Conflict, Passage, running
from assistant.evidence import Evidence
from assistant.options import DEFAULT, Options


@dataclass(slots=True)
class Run:
    """What one question has gathered so far."""

    asked: str
    started: float
    model: str
    standalone: str = ""
    options: Options = DEFAULT
    vector: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    """The question's."""
    evidence: list[Evidence] = field(default_factory=list)
    in_its_words: list[Evidence] = field(default_factory=list)
    """What would be the evidence if no reader had read it: what has most of the question's words, or is near it."""
    ranked: list[Evidence] = field(default_factory=list)
    sides: list[Evidence] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    evidence_seconds: float = 0.0
    first_claim: float | None = None
    conflicts: list[Conflict] = field(default_factory=list)
    refused: bool = False
    """Whether the model said that the evidence does not answer."""
    echoed: bool = False
    """Whether it said nothing but the question back."""
    strange: str = ""
    """What it wrote that the evidence does not have: "fact" (a name or number), "word", "asked" (only names and numbers of the
    question), or "" for nothing."""
    pointed: list[int] = field(default_factory=list)
    """The evidence that its sentences cited first, in their order, whether they stood or not."""
    nearly: list[Evidence] = field(default_factory=list)
    """The sentences of what it wrote that was not enough like them to stand, or has none of the question's words."""
    there: list[Evidence] = field(default_factory=list)
    """The sentences from which it read something that does not stand only because whom the question or the claim names stands elsewhere in
    their article."""
    nearest: list[Evidence] = field(default_factory=list)
    """Where nothing answers, what is shown as nearest, best first, if it is not the evidence as it stands."""
    denials: list[Evidence] = field(default_factory=list)
    """Sentences of other articles that say of what was answered that it is not so, or the other way round."""
    sure: bool = False
    """Whether it was answered with a short fact, and the model not waited for."""
    beside: list[Evidence] = field(default_factory=list)
    """Sentences without which one that is quoted tells but half."""
    opinions: dict[tuple[str, int], float | None] = field(default_factory=dict)
    """What the model says of a sentence (its article and start), asked whether it answers: log odds."""
    turned_down: bool = False
    """Whether it said so of a sentence that would have been shown: it does not answer."""
    closing: str = ""
    """What the answer ends with that is no claim."""
    trace: dict[str, Any] = field(default_factory=dict)

    def cite(self, cited: Sequence[Passage]) -> tuple[tuple[int, ...], tuple[Citation, ...]]:
        """Numbers for passages, given at first use; and the citations that are new."""
        numbers, new = [], []
        for passage in cited:
            known = next((c for c in self.citations if c.passage == passage), None)
            if known is None:
                known = Citation(len(self.citations) + 1, passage)
                self.citations.append(known)
                new.append(known)
            numbers.append(known.n)
        return tuple(sorted(numbers)), tuple(new)

    def cites(self, one: Evidence) -> bool:
        """Whether a sentence is cited already."""
        return any(citation.passage.covers(one) for citation in self.citations)

    def add(self, part: Run) -> None:
        """Take in what one of the questions in this one has gathered; its citations are numbered with ours."""
        self.evidence += part.evidence
        self.claims += [claim for claim in part.claims if claim not in self.claims]
        self.conflicts += part.conflicts
        self.evidence_seconds = part.evidence_seconds
        self.first_claim = part.first_claim if self.first_claim is None else self.first_claim
        self.trace.setdefault("parts", []).append({"asked": part.standalone, **part.trace})
        for name in ("hits", "evidence"):
            self.trace.setdefault(name, []).extend(part.trace.get(name, ()))

    def said(self, claim: Claim) -> str:
        """A claim in the model's words, where its sentence was quoted for it."""
        return next((one["text"] for one in self.trace.get("repaired", ()) if one["quoted"] == claim.text), claim.text)

    def quote(self, one: Evidence, phrase: str = "") -> ClaimChecked:
        """Add a sentence of an article, word for word, with what it is not understood without, as a claim; the event that tells of it.
        `phrase` are those of its words that answer."""
        before = leads.lead(one)
        with_lead = Passage.of(one, len(before))
        if any(c.passage.article_id == one.article.id and c.passage.start < one.start and with_lead.start < c.passage.end for c in self.citations):
            before = ""  # the reader has it already
        return self._add(running(one.text), [Passage.of(one, len(before))], running(before), running(phrase))

    def repeat(self, passage: Passage) -> ClaimChecked:
        """Add what was cited before, word for word, as a claim; the event that tells of it."""
        return self._add(running(passage.quote), [passage])

    def claim(self, text: str, cited: Sequence[Evidence]) -> ClaimChecked:
        """Add a supported claim, or the sentence that it cites; the event that tells of it."""
        if [running(one.text) for one in cited] == [text]:
            return self.quote(cited[0])
        return self._add(text, [Passage.of(one) for one in cited])

    def _add(self, text: str, cited: Sequence[Passage], lead: str = "", phrase: str = "") -> ClaimChecked:
        numbers, new = self.cite(cited)
        claim = Claim(text, numbers, verify.SUPPORTED, lead, phrase)
        self.claims.append(claim)
        if self.first_claim is None:
            self.first_claim = time.monotonic() - self.started
        return ClaimChecked(claim, new)
