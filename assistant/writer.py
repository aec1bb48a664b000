"""The model writes, sentence by sentence, and what it writes is held against what it cites."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from assistant import comparison, verify
from assistant.about import is_of_another, speaks_of, unanswered_names
from assistant.added import MEASURES
from assistant.answer import ClaimChecked, Event, Progress, running
from assistant.answerable import Judgement
from assistant.drafts import Draft, drafts
from assistant.evidence import Evidence, has_kind
from assistant.facts import facts, has_name, numbers
from assistant.fitting import (
    A_NUMBER,
    BESIDE_THE_POINT,
    WHICH_OF_THEM,
    echoes,
    is_of_something_else,
    left_out,
    not_what_was_asked,
    tells_of_neither,
    without_verdict,
)
from assistant.grammar import begins_with_owner, is_phrase
from assistant.hedges import keep_hedges
from assistant.listed import without_strangers
from assistant.llm import LanguageModel, NoModel, Usage
from assistant.parts import Parts
from assistant.prompt import REFUSAL, answer_prompt
from assistant.question import Question
from assistant.relevance import NO_ANSWER, Relevance
from assistant.repair import BARE_ABOVE, QUOTE_BARE_ABOVE, far_likelier, sure_enough, to_quote
from assistant.rivals import has_all
from assistant.run import Run
from corpus.errors import ModelUnavailable
from corpus.words import words
from index.cross import CrossModel, Entailment
from index.opened import Index

# A claim is dropped if a model for inference, where there is one, finds its sentence so likely to contradict it.
CONTRADICTED_ABOVE = 0.5
NOTHING_NEW = "anything that the question did not say"
A_SENTENCE = "what makes it a sentence"
FAR_LIKELIER = "a sentence that answers far likelier"
log = logging.getLogger(__name__)


class Writer:
    """A model at work over an index. Safe to share between threads: one generation runs at a time, the others
    wait and are told so."""

    def __init__(self, index: Index, model: LanguageModel, parts: Parts) -> None:
        self.index, self.model, self.parts = index, model, parts
        self._decoder = threading.Lock()
        self.relevance = Relevance(model if parts.relevance else NoModel(), self._decoder, index.reader if parts.reader else None, index.lexical)
        given = index.settings.evidence.nli
        self.entailment = Entailment(CrossModel(Path(given).expanduser())) if given else None

    def write(self, run: Run, read: Question, judgement: Judgement) -> Generator[Event, None, str]:
        """Let the model write, and show what passes. Returns what failed, or ""."""
        run.trace |= {"dropped": [], "said": []}
        return (yield from self._write(run, read, judgement, run.evidence, run.trace["said"]))

    def look_again(self, run: Run, read: Question, judgement: Judgement) -> Iterator[Event]:
        """Let the model read the best sentence alone, where it made nothing that stands of all of them. If it
        refuses that, too, or says the question back again, the sentences have to be surer."""
        fared = run.refused, run.echoed, run.strange, list(run.pointed)
        run.refused = run.echoed = False
        best = max(run.evidence, key=lambda one: one.score)
        yield from self._write(run, read, judgement, [best], run.trace.setdefault("said_again", []))
        nothing_twice = (run.echoed or (fared[1] and run.refused)) and not (read.kind == "reason" and has_kind(read, best.text))
        doubted = run.refused
        run.refused, run.echoed, run.strange, run.pointed = fared
        run.refused |= nothing_twice
        run.echoed &= not nothing_twice
        if doubted:
            run.strange = max(run.strange, "asked", key=_STRANGE.index)

    def _write(self, run: Run, read: Question, judgement: Judgement, shown: Sequence[Evidence], said: list[str]) -> Generator[Event, None, str]:
        usage = Usage()
        if not self._decoder.acquire(blocking=False):
            yield Progress("queued", "another question is being answered")
            self._decoder.acquire()
        try:
            if self.model.state in ("off", "loading", "failed"):
                self.model.start()
                yield Progress("loading", "the model is loading")
            else:
                yield Progress("reading", "reading the passages")
            prompt = answer_prompt(read.text, shown)
            run.trace.setdefault("prompt", [{"role": m.role, "content": m.content} for m in prompt])
            pieces = self.model.stream(prompt, self.index.settings.model.answer_tokens, usage)
            for draft in drafts(_record(pieces, said)):
                if _is_refusal(draft):
                    run.refused = run.trace["refused"] = True
                    break
                event = self._check(run, read, draft, judgement, alone=shown is not run.evidence)
                if event is not None:
                    yield event
        except ModelUnavailable as error:
            log.warning("the model failed: %s", error)
            run.trace["failed"] = str(error)
            return str(error)
        finally:
            self._decoder.release()
            before = run.trace.get("usage", {"prompt": 0, "cached": 0, "written": 0})
            run.trace["usage"] = {name: before[name] + getattr(usage, name) for name in ("prompt", "cached", "written")} | {
                "per_second": usage.per_second
            }
        return ""

    def read_alone(self, run: Run, read: Question, one: Evidence, same_event: bool = False) -> str | None:
        """What the model answers from one sentence alone; None if it refuses, fails, or says what is not there. Of the `same_event` the
        sentence need not name whom the question does."""
        alone = replace(one, n=1)
        usage = Usage()
        with self._decoder:
            try:
                pieces = self.model.stream(answer_prompt(read.text, [alone]), self.index.settings.model.answer_tokens, usage)
                first = next(drafts(pieces), None)
            except ModelUnavailable as error:
                log.warning("the model failed: %s", error)
                return None
        run.trace.setdefault("read_alone", []).append({"sentence": one.text, "said": first.text if first else ""})
        if first is None or _is_refusal(first):
            return None
        verdict = verify.verify(first.text, [1], [alone], run.standalone, self.index.lexical.variants)
        only_verb = all(reason.startswith("the verb ") for reason in verdict.missing)
        stands = verdict.support == verify.SUPPORTED or (verdict.support == verify.WEAK and only_verb) or (same_event and verdict.lacks_only_names)
        return first.text if stands else None

    def _check(self, run: Run, read: Question, draft: Draft, judgement: Judgement, alone: bool) -> ClaimChecked | None:
        """A sentence of the model as a claim, if it is supported and about what was asked; of one sentence read `alone` it must have enough."""
        if self.parts.verification:
            draft = replace(draft, text=without_strangers(draft.text, run.standalone, run.evidence))
        verdict = self._verdict(draft, run)
        run.pointed += draft.cited[:1]
        cited = [one for one in run.evidence if one.n in verdict.cited]
        missing = list(verdict.missing) if verdict.support == verify.UNSUPPORTED else []
        if verdict.support != verify.UNSUPPORTED and self.parts.verification:
            verdict, missing = self._of_the_question(run, read, draft.text, verdict, cited, judgement)
        text = draft.text
        least = sure_enough(draft.text, read, verdict, cited, run.evidence) if verdict.support == verify.WEAK else 0.0
        if least > judgement.probability and (tells_of_neither(read, verdict, cited) or is_of_something_else(verdict)):
            run.strange = max(run.strange, "asked", key=_STRANGE.index)
        too_little = alone and verify.ENOUGH in verdict.missing
        unsure = verdict.support == verify.WEAK and (judgement.probability < least or run.sides or too_little)
        told = (
            unsure
            and not missing
            and not run.sides
            and self.relevance.answers(run, read, to_quote(draft.text, read, cited[0], run.evidence, verdict), waits=False)
        )
        if unsure and not told:
            missing.append(verify.ENOUGH)  # the sides of a comparison are quoted in any case
        elif verdict.support == verify.WEAK and not missing:
            quoted = to_quote(draft.text, read, cited[0], run.evidence, verdict)
            if quoted.text == cited[0].before and begins_with_owner(cited[0].text):
                run.beside.append(cited[0])  # "Its director until May was Bell." "His successor, Hart, …"
            cited = [quoted]
            text = running(cited[0].text)
            run.trace.setdefault("repaired", []).append({"text": draft.text, "quoted": text, "why": list(verdict.missing)})
        elif not missing:
            text = keep_hedges(without_verdict(text, read, cited), " ".join(one.text for one in cited))
        if self.parts.verification and not missing and verdict.support == verify.SUPPORTED:
            lacking = left_out(text, read, cited[0]) or (A_SENTENCE if is_phrase(text) and text[:1].islower() else "")
            if lacking:
                text = running(cited[0].text)
                run.trace.setdefault("repaired", []).append({"text": draft.text, "quoted": text, "why": [lacking]})
        rivals = run.evidence if self.parts.verification and not (missing or alone or run.sides) else []
        likelier = far_likelier(read, cited, rivals, partial(self.relevance.fits, read), self.index.lexical)
        if likelier is not None:
            cited, text = [likelier], running(likelier.text)
            run.trace.setdefault("repaired", []).append({"text": draft.text, "quoted": text, "why": [FAR_LIKELIER]})
        if self.parts.verification and not missing:
            missing = not_what_was_asked(text, read, cited, run.evidence, partial(self.relevance.reads_like_answer, read))
        said_back = self.parts.verification and echoes(draft.text, read) and not run.sides
        missing = missing or ([] if said_back else self._read_again(run, read, text, verdict, cited))
        if said_back:
            missing = [NOTHING_NEW]
        self._remember(run, read, draft.text, missing, verdict, cited)
        if missing or any(claim.text == text for claim in run.claims):
            run.trace["dropped"].append({"text": draft.text, "cited": list(draft.cited), "missing": missing or ["said before"]})
            return None
        run.denials += self._denials(draft, run, cited) if self.parts.conflicts else []
        shown = _with_context(text, cited) if verdict.support == verify.SUPPORTED else cited
        return run.claim(text, shown)

    def _remember(self, run: Run, read: Question, text: str, missing: list[str], verdict: verify.Verdict, cited: list[Evidence]) -> None:
        """Keep what a sentence that does not stand tells of how the model fares."""
        if missing and not run.sides and self._is_read_there(read, text, missing, cited):
            run.there.append(cited[0])
            if WHOM_IT_NAMES in missing and read.kind != "number":  # a number of the same article is of anything
                run.nearly.append(cited[0])
        measured = any(reason.startswith(MEASURES) for reason in verdict.missing)  # an age of what is none
        if (set(missing) == {verify.ENOUGH} or missing == [BESIDE_THE_POINT]) and not run.sides and not measured:
            run.nearly.append(cited[0])
        run.echoed |= missing in ([NOTHING_NEW], [WHICH_OF_THEM])
        if verdict.support == verify.UNSUPPORTED and missing != [NOTHING_NEW]:
            run.strange = max(run.strange, _strange(verdict, read), key=_STRANGE.index)
        if missing == [A_NUMBER]:  # asked how many, it found none
            run.strange = max(run.strange, "word", key=_STRANGE.index)
        if missing in ([BESIDE_THE_POINT], [NO_ANSWER]):
            run.pointed = [n for n in run.pointed if n != cited[0].n]

    def _is_read_there(self, read: Question, text: str, missing: list[str], cited: list[Evidence]) -> bool:
        """Whether all that a claim lacks are names, the question's or its own, that stand elsewhere in the article ("the ship")."""
        if not cited or not all(reason.startswith((_OF_QUESTION, "name ")) or reason == verify.ENOUGH for reason in missing):
            return False
        names = [name for name in facts(text).names if f"name {name.written}" in missing]
        own = [name for name in names if not has_name(name, words(read.text))]
        if own and not numbers(text) - numbers(read.text):
            return False  # its own name may be all that it answers
        return missing != [verify.ENOUGH] and has_all([*read.names, *names], cited[0], self.index.lexical)

    def _read_again(self, run: Run, read: Question, text: str, verdict: verify.Verdict, cited: list[Evidence]) -> list[str]:
        """What a claim lacks that has all it needs by rule: its sentences answer by what the model says of them, and do not contradict it
        by the model for inference."""
        if self.relevance.turns_down(run, read, cited, waits=False):
            return [NO_ANSWER]
        if self.entailment is not None and verdict.support == verify.SUPPORTED:
            against = max((self.entailment.contradiction(f"{one.before} {one.text}".strip(), text) for one in cited[:1]), default=0.0)
            return ["agreement with its sentence, read a second time"] if against > CONTRADICTED_ABOVE else []
        return []

    def _of_the_question(
        self, run: Run, read: Question, text: str, verdict: verify.Verdict, cited: list[Evidence], judgement: Judgement
    ) -> tuple[verify.Verdict, list[str]]:
        """The verdict, weak where a bare name stands for nothing that the question names; and what of the question the cited sentences lack."""
        variants = self.index.lexical.variants
        left = unanswered_names(read, cited, variants)
        compared = len(left) < len(read.names) and comparison.sides(read.text) is not None  # a sentence for each side will do
        missing = [] if compared else [f"{_OF_QUESTION}{name.written}" for name in left]
        whom = [name for name in read.names if name.start not in read.qualifiers]
        if not missing and is_phrase(text) and not all(speaks_of(whom, one, variants) for one in cited[:1]):
            missing = [WHOM_IT_NAMES] if judgement.probability < QUOTE_BARE_ABOVE else []
            verdict = replace(verdict, support=verify.WEAK, missing=("whom the question names",))  # a bare name is true of anything
        if not missing and is_phrase(text) and judgement.probability < BARE_ABOVE:
            missing = ["enough of its words"]
        if is_phrase(text) and read.names and any(is_of_another(read.names, one, variants) for one in cited[:1]):
            missing = [OF_ANOTHER]  # "Its director"
            run.pointed = [n for n in run.pointed if n != cited[0].n]
        return verdict, missing

    def _denials(self, draft: Draft, run: Run, cited: list[Evidence]) -> list[Evidence]:
        """The evidence of other articles that denies what a claim says."""
        articles = {one.article.id for one in cited}
        others = [one for one in run.evidence if one.article.id not in articles]
        variants = self.index.lexical.variants
        return [one for one in others if verify.denies(verify.verify(draft.text, [one.n], [one], run.standalone, variants))]

    def _verdict(self, draft: Draft, run: Run) -> verify.Verdict:
        if self.parts.verification:
            return verify.verify(draft.text, draft.cited, run.evidence, run.standalone, self.index.lexical.variants)
        known = {one.n for one in run.evidence}
        return verify.Verdict(verify.SUPPORTED, tuple(n for n in draft.cited if n in known))


def _strange(verdict: verify.Verdict, read: Question) -> str:
    """What a claim says that the evidence does not."""
    asked = {word.written for word in words(read.text)} | numbers(read.text)
    kinds = {reason.split()[0]: reason.split()[-1] in asked for reason in sorted(verdict.missing, key=lambda one: one.split()[-1] not in asked)}
    facts_asked = [kinds[kind] for kind in ("number", "name") if kind in kinds]
    return "fact" if not all(facts_asked) else "word" if "word" in kinds else "asked" if facts_asked else ""


_STRANGE = ("", "asked", "word", "fact")
# What of the question a claim's sentence lacks.
_OF_QUESTION = "of the question: "
WHOM_IT_NAMES, OF_ANOTHER = f"{_OF_QUESTION}whom it names", "of another than the question names"


def _with_context(text: str, cited: list[Evidence]) -> list[Evidence]:
    """What a claim cites, and the sentence before it where a name or number of the claim is there alone (who "he" is)."""
    stated, here = facts(text), [word for one in cited for word in words(one.text)]
    names = [name for name in stated.names if not has_name(name, here)]
    left = stated.numbers - {value for one in cited for value in numbers(one.text)}
    found = list(cited)
    for one in cited:
        start = one.article.text.rfind(one.before, 0, one.start) if one.before else -1
        near = words(one.before)
        if start >= 0 and (left & numbers(one.before) or any(has_name(name, near) for name in names)):
            found.append(replace(one, n=0, start=start, end=start + len(one.before), text=one.before, before=""))
    return found


def _is_refusal(draft: Draft) -> bool:
    return draft.text.upper().lstrip(" \"'“").startswith(REFUSAL)


def _record(pieces: Iterator[str], said: list[str]) -> Iterator[str]:
    for piece in pieces:
        said.append(piece)
        yield piece
