"""What is shown in place of a claim that is not quite its sentence's: how sure the evidence must be, and which sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant import comparison, conflicts, in_words, verify
from assistant.added import SAYS_SO
from assistant.asking import asks_what_name
from assistant.evidence import Evidence, has_kind
from assistant.extract import extract
from assistant.facts import facts, numbers
from assistant.fitting import is_of_something_else, speaks_of_the_thing, tells_no_relation, tells_of_neither, tells_what_its_sentence_does
from assistant.grammar import is_phrase, lemmas
from assistant.question import Question, asks_yes_no
from index.lexical import LexicalIndex

# A claim whose words are too few in its sentence gives way to the sentence itself, if the evidence is at
# least this likely to answer; else it is dropped.
QUOTE_ABOVE = 0.5
# … turning on another verb,
QUOTE_FOREIGN_ABOVE = 0.7
# … and at least this likely where the sentence lacks a name or number of the question.
QUOTE_ABOVE_ASKED = 0.8
# A bare name or number whose sentence does not name whom the question does: its sentence is shown only above this.
QUOTE_BARE_ABOVE = 0.9
# A bare number of the kind that was asked for, of the very best sentence, that turns on another verb: its sentence is shown above this.
QUOTE_NUMBER_ABOVE = 0.65
# A bare name or number is shown only if the evidence is at least this likely to answer.
BARE_ABOVE = 0.4
# A claim that says the question back, and whose sentence has all that it adds, was read there; so was one that has so many telling
# words, and so much of them from its sentence.
QUOTE_SAID_BACK_ABOVE = 0.3
QUOTE_NEARLY_ABOVE, MOST_WORDS, MANY_WORDS = 0.4, 0.75, 6
# What a claim says in the question's words stands for its sentence only if that is so good beside the best.
AS_GOOD, ALL_BUT_AS_GOOD, FAR_FROM_AS_GOOD, MUCH = 0.75, 0.95, 0.7, 0.5
TRUST_ABOVE, NEVER = 0.95, 1.01
# The reader's log odds from which a sentence that the model did not cite is quoted for what it wrote, if they are so much more.
LIKELY, FAR = -1.0, 0.7
_VERB = re.compile(r"the verb “(\w+)”")


def _is_as_good(read: Question, one: Evidence, evidence: list[Evidence]) -> bool:
    """Whether a sentence is nearly as good as the best; as a reason or for an age, which any may look like, all but as good."""
    least = ALL_BUT_AS_GOOD if (read.kind == "reason" or read.units == ("age",)) and one.coverage < MUCH else AS_GOOD
    return one.score >= least * max(other.score for other in evidence)


def sure_enough(text: str, read: Question, verdict: verify.Verdict, cited: list[Evidence], evidence: list[Evidence]) -> float:
    """How likely the evidence must answer for the sentence of a weak claim to be shown in its place."""
    if tells_of_neither(read, verdict, cited) or (read.kind == "saying" and any(reason.startswith(SAYS_SO) for reason in verdict.missing)):
        return NEVER
    if verify.ENOUGH in verdict.missing and tells_no_relation(read, cited):
        return TRUST_ABOVE
    if asks_what_name(read.text) and not speaks_of_the_thing(read, cited[0]):
        return NEVER  # any sentence has a name
    worded = verdict.is_only_worded or verdict.missing in ((), (verify.ENOUGH,))
    if worded and tells_what_its_sentence_does(text, read, cited) and _is_as_good(read, cited[0], evidence):
        return QUOTE_SAID_BACK_ABOVE
    if read.kind == "number" and is_of_something_else(verdict):
        return NEVER if read.units == ("age",) else QUOTE_BARE_ABOVE  # anybody has an age
    if verdict.share >= MOST_WORDS and len(facts(text).others) >= MANY_WORDS and (read.kind != "reason" or has_kind(read, cited[0].text)):
        return QUOTE_NEARLY_ABOVE
    return _least(text, read, verdict, cited, max(one.score for one in evidence)) if worded else QUOTE_ABOVE_ASKED


def _least(text: str, read: Question, verdict: verify.Verdict, cited: list[Evidence], best: float) -> float:
    """How likely the evidence must answer for a sentence to be shown in place of a claim that is not quite its own."""
    if verify.ENOUGH in verdict.missing and verdict.share < verify.SOME_WORDS and cited[0].score < ALL_BUT_AS_GOOD * best:
        return NEVER  # a number or a name alone, of a sentence that is not the best
    foreign_verb = any(reason.startswith("the verb ") for reason in verdict.missing)
    if (
        foreign_verb
        and len(verdict.missing) == 1
        and is_phrase(text)
        and any(read.units)
        and has_kind(read, cited[0].text)
        and cited[0].score == best
    ):
        return QUOTE_NUMBER_ABOVE
    if any(reason.startswith(("name ", "number ")) for reason in verdict.missing) or (foreign_verb and (is_phrase(text) or read.kind == "reason")):
        return QUOTE_BARE_ABOVE if foreign_verb else QUOTE_ABOVE_ASKED  # of another matter, as likely as not
    return QUOTE_FOREIGN_ABOVE if foreign_verb else QUOTE_ABOVE


def to_quote(text: str, read: Question, cited: Evidence, evidence: list[Evidence], verdict: verify.Verdict) -> Evidence:
    """The sentence to quote for a claim that is not quite its sentence's: that one; or the best of the evidence where
    the claim says of its sentence what the question asked, and the sentence does not, or where
    it is far from as good and the best turns on the claim's verb. Never one with another number than was read."""
    best = max(evidence, key=lambda one: one.score)
    if read.kind == "number" and not numbers(text) - numbers(read.text) <= numbers(best.text):
        return cited
    far = read.kind == "reason" and has_kind(read, best.text) and cited.score < AS_GOOD * best.score
    there = lemmas(best.text)
    verbs = {found[1] for reason in verdict.missing if (found := _VERB.match(reason))}
    far |= bool(verbs) and cited.score < FAR_FROM_AS_GOOD * best.score and all(lemmas(verb) & there for verb in verbs)
    return best if far or verify.COMPLEMENT in verdict.missing else cited


def far_likelier(
    read: Question,
    cited: Sequence[Evidence],
    rivals: Sequence[Evidence],
    fits: Callable[[Sequence[Evidence]], Sequence[float]],
    lexical: LexicalIndex,
) -> Evidence | None:
    """The rival that answers far likelier than the cited sentences, by the reader's log odds (`fits`), and may stand alone; None where there is
    none, and for questions that take more than one sentence."""
    if asks_yes_no(read.text) or comparison.compares(read.text) or in_words.asks_for_many(read.text) or not cited or not rivals:
        return None
    fit, best = max(zip(fits(rivals), rivals, strict=True), key=lambda pair: pair[0])
    far = fit >= LIKELY and fit - max(fits(cited)) >= FAR
    far &= has_kind(read, best.text) or not any(has_kind(read, one.text) for one in cited)
    far &= read.kind != "number" or len(conflicts.of_unit("", best.text)) <= 1  # "12 women and 13 men" are parts of what was counted
    return best if far and extract(read, [best], lexical) == [best] else None
