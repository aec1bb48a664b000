"""The answering chain: question → evidence → model → checked claims → answer, as a stream of events."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant import answerable, evidence, question, verify
from assistant.answer import (
    ANSWERED,
    ERROR,
    NOT_FOUND,
    Answer,
    Citation,
    Claim,
    ClaimChecked,
    Event,
    EvidenceFound,
    Final,
    Passage,
    Progress,
    Seconds,
)  # fmt: skip
from assistant.answerable import Judgement
from assistant.drafts import Draft, drafts
from assistant.evidence import Evidence
from assistant.extract import extract
from assistant.followup import Turn, standalone
from assistant.hedges import keep_hedges
from assistant.llm import LanguageModel, Usage
from assistant.parts import ALL, Parts
from assistant.prompt import REFUSAL, answer_prompt
from assistant.question import Question
from corpus.errors import Busy, ModelUnavailable, SourceboundError
from corpus.words import sound
from index.build import build
from index.lock import WAIT_SECONDS
from index.opened import Index
from index.retrieve import Searcher

# Below the first, nothing is asked of the model. Above the others, when a sentence has all words of
# the question, the model's refusal is not taken at its word, and the sentence is quoted.
REFUSE_BELOW = 0.10
TRUST_ABOVE = 0.97
ALL_WORDS = 0.95
# A claim whose words are too few in its sentence gives way to the sentence itself, if the evidence is at
# least this likely to answer; else it is dropped.
QUOTE_ABOVE = 0.30
_NEAREST = 3
_MANY_UNKNOWN = 3
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Run:
    """What one question has gathered so far."""

    asked: str
    started: float
    model: str
    standalone: str = ""
    evidence: list[Evidence] = field(default_factory=list)
    ranked: list[Evidence] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    evidence_seconds: float = 0.0
    first_claim: float | None = None
    trace: dict[str, Any] = field(default_factory=dict)

    def cite(self, cited: Sequence[Evidence]) -> tuple[tuple[int, ...], tuple[Citation, ...]]:
        """Numbers for evidence, given at first use; and the citations that are new."""
        numbers, new = [], []
        for one in cited:
            passage = Passage.of(one)
            known = next((c for c in self.citations if c.passage == passage), None)
            if known is None:
                known = Citation(len(self.citations) + 1, passage)
                self.citations.append(known)
                new.append(known)
            numbers.append(known.n)
        return tuple(sorted(numbers)), tuple(new)


class Assistant:
    """Answers questions over an open index with a language model. Safe to share between threads:
    one generation runs at a time, the others wait and are told so."""

    def __init__(self, index: Index, model: LanguageModel, parts: Parts = ALL) -> None:
        self.index, self.model, self.parts = index, model, parts
        self.searcher = Searcher(index, [name for name in ("dense", "lexical") if not getattr(parts, name)])
        self._decoder = threading.Lock()

    def ask(self, text: str, history: Sequence[Turn] = ()) -> Iterator[Event]:
        """Answer a question; the last event is always a Final, whatever happens.

        `history` are the earlier turns of the conversation, oldest first.
        """
        run = _Run(asked=sound(text), standalone=sound(text), started=time.monotonic(), model=self.model.name)
        try:
            yield from self._answer(run, history)
        except SourceboundError as error:
            yield self._final(run, ERROR, str(error))

    def refresh(self) -> None:
        """Bring the index up to date with the library, if it is not. While somebody else is indexing, what
        is indexed already will do; only if nothing is, wait for it. Raises Busy, IndexMismatch."""
        self.index.require_match()
        _ = self.index.vectors  # opened again, and the vocabulary forgotten, if another process has written
        if not self.index.pending():
            return
        has_some = self.index.vectors.count() > 0
        try:
            build(self.index, wait_seconds=1.0 if has_some else WAIT_SECONDS)
        except Busy:
            if not has_some:
                raise
            log.info("somebody else is indexing; answering from what there is")

    def _answer(self, run: _Run, history: Sequence[Turn]) -> Iterator[Event]:
        asked = question.clean(run.asked)
        run.standalone = standalone(asked, history) if history else asked
        self.refresh()
        read = question.analyse(run.standalone, self.index.lexical)
        self._find(run, read)
        run.evidence_seconds = time.monotonic() - run.started
        yield EvidenceFound(run.standalone, tuple(run.evidence))
        judgement = answerable.judge(read, run.evidence, self.index.lexical)
        run.trace["judgement"] = {"probability": round(judgement.probability, 4), "unknown": list(judgement.unknown)}
        if self.parts.answerability and judgement.probability < REFUSE_BELOW:
            yield self._refuse(run, judgement)
            return
        if self.model.state != "none":
            failed = yield from self._write(run, read, judgement)
            if run.claims:
                yield self._final(run, ANSWERED, " ".join(claim.marked() for claim in run.claims))
                return
            refused = run.trace.get("refused", False)
            sure = judgement.probability >= TRUST_ABOVE and judgement.signals.coverage >= ALL_WORDS
            if refused and not sure:
                yield self._refuse(run, judgement)
                return
            if failed:
                yield Progress("quoting", failed)
        yield from self._quote(run, read, judgement)

    def _find(self, run: _Run, read: Question) -> None:
        """Hits, then the sentences of the evidence."""
        settings = self.index.settings
        vector = self.index.embedder.embed([read.text])[0]
        hits = self.searcher.search(read.text, settings.retrieval.chunks, vector.tolist())
        run.ranked = evidence.rank(read, vector, evidence.candidates(self.index, hits), self.index.lexical)
        run.evidence = evidence.select(run.ranked, settings.evidence)
        run.trace["hits"] = [hit.to_json() for hit in hits]
        run.trace["evidence"] = [_evidence_json(one) for one in run.evidence]

    def _write(self, run: _Run, read: Question, judgement: Judgement) -> Generator[Event, None, str]:
        """Let the model write, sentence by sentence, and show what passes. Returns what failed, or ""."""
        usage = Usage()
        said: list[str] = []
        run.trace |= {"dropped": [], "said": said}
        if not self._decoder.acquire(blocking=False):
            yield Progress("queued", "another question is being answered")
            self._decoder.acquire()
        try:
            if self.model.state in ("off", "loading", "failed"):
                self.model.start()
                yield Progress("loading", "the model is loading")
            else:
                yield Progress("reading", "reading the passages")
            prompt = answer_prompt(read.text, run.evidence)
            run.trace["prompt"] = [{"role": m.role, "content": m.content} for m in prompt]
            pieces = self.model.stream(prompt, self.index.settings.model.answer_tokens, usage)
            for draft in drafts(_record(pieces, said)):
                if _is_refusal(draft):
                    run.trace["refused"] = True
                    break
                event = self._check(run, read, draft, judgement)
                if event is not None:
                    yield event
        except ModelUnavailable as error:
            log.warning("the model failed: %s", error)
            run.trace["failed"] = str(error)
            return str(error)
        finally:
            self._decoder.release()
            run.trace["usage"] = {"prompt": usage.prompt, "cached": usage.cached, "written": usage.written}
        return ""

    def _check(self, run: _Run, read: Question, draft: Draft, judgement: Judgement) -> ClaimChecked | None:
        """A sentence of the model as a claim, if it is supported and about what was asked."""
        verdict = self._verdict(draft, run.evidence)
        cited = [one for one in run.evidence if one.n in verdict.cited]
        missing = list(verdict.missing) if verdict.support == verify.UNSUPPORTED else []
        if verdict.support != verify.UNSUPPORTED and self.parts.verification:
            missing = [f"of the question: {name.written}" for name in verify.unanswered_names(read.names, cited, self.index.lexical.variants)]
        text = draft.text
        if verdict.support == verify.WEAK and judgement.probability < QUOTE_ABOVE:
            missing.append("enough of its words")
        elif verdict.support == verify.WEAK and not missing:
            cited = cited[:1]
            text = " ".join(cited[0].text.split())
            run.trace.setdefault("repaired", []).append({"text": draft.text, "quoted": text, "why": list(verdict.missing)})
        elif not missing:
            text = keep_hedges(text, " ".join(one.text for one in cited))
        if missing or any(claim.text == text for claim in run.claims):
            run.trace["dropped"].append({"text": draft.text, "cited": list(draft.cited), "missing": missing or ["said before"]})
            return None
        numbers, new = run.cite(cited)
        claim = Claim(text, numbers, verify.SUPPORTED)
        run.claims.append(claim)
        if run.first_claim is None:
            run.first_claim = time.monotonic() - run.started
        return ClaimChecked(claim, new)

    def _verdict(self, draft: Draft, found: Sequence[Evidence]) -> verify.Verdict:
        if self.parts.verification:
            return verify.verify(draft.text, draft.cited, found)
        known = {one.n for one in found}
        return verify.Verdict(verify.SUPPORTED, tuple(n for n in draft.cited if n in known))

    def _quote(self, run: _Run, read: Question, judgement: Judgement) -> Iterator[Event]:
        """The extractive answer; a refusal if the evidence is too weak to stand alone."""
        chosen = extract(read, run.evidence, self.index.lexical)
        if (self.parts.answerability and judgement.probability < 0.5) or not chosen:
            yield self._refuse(run, judgement)
            return
        for one in chosen:
            numbers, new = run.cite([one])
            claim = Claim(" ".join(one.text.split()), numbers, verify.SUPPORTED)
            run.claims.append(claim)
            if run.first_claim is None:
                run.first_claim = time.monotonic() - run.started
            yield ClaimChecked(claim, new)
        yield self._final(run, ANSWERED, " ".join(claim.marked() for claim in run.claims), extractive=True)

    def _refuse(self, run: _Run, judgement: Judgement) -> Final:
        """The articles do not say: name what was looked for, and give the nearest passages."""
        run.claims, run.citations = [], []
        return self._final(run, NOT_FOUND, refusal_text(run.standalone, judgement, self.index.library.count()))

    def _final(self, run: _Run, status: str, text: str, extractive: bool = False) -> Final:
        nearest = tuple(Passage.of(one) for one in run.evidence[:_NEAREST]) if status == NOT_FOUND else ()
        seconds = Seconds(run.evidence_seconds, run.first_claim, time.monotonic() - run.started)
        answer = Answer(
            run.asked, run.standalone, status, text, tuple(run.claims), tuple(run.citations), nearest, run.model, seconds, extractive=extractive
        )
        return Final(answer, run.trace)


def refusal_text(asked: str, judgement: Judgement, articles: int) -> str:
    """What a refusal says: that the articles do not say it, and which words of the question they do not have."""
    if not articles:
        return "There are no articles in the library yet. Add some, then ask again."
    text = f"The articles do not say. I looked for “{asked}”"
    text += "" if asked[-1] in ".?!" else "."
    if 0 < len(judgement.unknown) <= _MANY_UNKNOWN:
        quoted = ", ".join(f"“{word}”" for word in judgement.unknown)
        text += f" {quoted} {'is' if len(judgement.unknown) == 1 else 'are'} not mentioned in any of them."
    return text


def _is_refusal(draft: Draft) -> bool:
    return draft.text.upper().lstrip(" \"'“").startswith(REFUSAL)


def _record(pieces: Iterator[str], said: list[str]) -> Iterator[str]:
    for piece in pieces:
        said.append(piece)
        yield piece


def _evidence_json(one: Evidence) -> dict[str, Any]:
    return {
        "n": one.n, "article_id": one.article.id, "start": one.start, "end": one.end, "text": one.text,
        "score": round(one.score, 4), "cosine": round(one.cosine, 4), "coverage": round(one.coverage, 4),
        "copies": [{"article_id": c.article_id, "start": c.start, "end": c.end} for c in one.copies],
    }  # fmt: skip


def last(events: Iterator[Event]) -> Final:
    """Run a question to its end and give the last event."""
    final: Final | None = None
    for event in events:
        if isinstance(event, Final):
            final = event
    assert final is not None
    return final
