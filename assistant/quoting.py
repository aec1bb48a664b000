"""What is quoted where the model wrote nothing that stands, and how sure the evidence must be for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant import comparison, in_words
from assistant.answerable import Judgement
from assistant.asking import names_it_barely, thing_asked
from assistant.evidence import Evidence
from assistant.extract import extract
from assistant.fitting import tells_no_relation
from assistant.question import Question, asks_yes_no
from assistant.relevance import Relevance
from assistant.run import Run
from index.lexical import LexicalIndex

# How likely the evidence must answer for its sentences to be quoted: where there is no model; for a comparison; where all that it wrote was the
# question again or not about whom it names; where it refused what asks for yes or no; and where it refused or wrote what is
# not there, and a sentence has all words of the question.
QUOTE_ABOVE, QUOTE_ABOVE_SIDES, QUOTE_ABOVE_DROPPED, QUOTE_ABOVE_YES_NO, QUOTE_ABOVE_ASKED, TRUST_ABOVE = 0.8, 0.6, 0.65, 0.7, 0.9, 0.95
QUOTE_ABOVE_SPELLED = 0.5
# … where a sentence with much of the question denies what it presumes, or says what it denies.
QUOTE_ABOVE_DENIED = 0.6
ALL_WORDS, FEWEST_WORDS = 0.9, 3


def quotable(run: Run, read: Question, judgement: Judgement, relevance: Relevance, lexical: LexicalIndex, judged: bool) -> Iterator[Evidence]:
    """The sentences to quote, best first; none if the evidence is too weak to stand alone. Where it is, or where a sentence was turned
    down already, or the model only said the question back, only one of which it is sure is quoted. `judged`: whether the judgement counts at all."""
    unsaid = bool(judgement.unknown) and asks_yes_no(run.standalone)  # what no article says is not denied either
    failed = run.refused or run.strange or run.echoed
    denied = next((one for one in run.evidence if relevance.corrects(read, one)), None) if failed and not unsaid else None
    if denied and judgement.probability >= QUOTE_ABOVE_DENIED:
        yield denied
        return
    least = _least(run, read, judgement)
    unsure = run.turned_down or (judged and judgement.probability < least)
    echoed = run.echoed and not (comparison.compares(run.standalone) or in_words.asks_for_spelling(replace(read, text=run.standalone)))
    thing = thing_asked(run.standalone) if run.echoed else ""
    if thing and any(names_it_barely(one.text, thing) for one in run.evidence):
        return  # "… stores batteries for carmakers" is no answer to "Which carmakers …?"
    pointed = [one for one in run.evidence if one.n in run.pointed] if relevance.reader is None else []  # who reads knows better than the model
    shown = [one for one in run.evidence if unsure or least != TRUST_ABOVE or one.coverage >= ALL_WORDS]
    for one in extract(read, shown, lexical, pointed):
        if (
            relevance.answers(run, read, one)
            if unsure or (echoed and relevance.odds(run, read, one) is not None)
            else not relevance.turns_down(run, read, [one])
        ):
            yield one


def _least(run: Run, read: Question, judgement: Judgement) -> float:
    """How likely the evidence must answer for its sentences to be quoted in place of what the model wrote."""
    if comparison.compares(run.standalone):
        return QUOTE_ABOVE_SIDES
    if thing_asked(run.standalone) in judgement.unknown:
        return 1.0
    if in_words.asks_for_spelling(replace(read, text=run.standalone)):
        return QUOTE_ABOVE_SPELLED
    if tells_no_relation(read, run.evidence):
        return 1.0
    if run.echoed:
        return QUOTE_ABOVE_DROPPED
    if asks_yes_no(run.standalone) and run.strange != "fact" and not judgement.unknown:
        return QUOTE_ABOVE_YES_NO
    if run.strange == "asked" and not run.refused:
        return QUOTE_ABOVE_ASKED
    if run.strange or run.refused:
        return TRUST_ABOVE if judgement.signals.coverage >= ALL_WORDS and (len(read.terms) >= FEWEST_WORDS or read.terms == read.names) else 1.0
    return QUOTE_ABOVE_DROPPED if run.trace.get("dropped") else QUOTE_ABOVE
