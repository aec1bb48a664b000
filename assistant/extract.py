"""An answer without a model: the best evidence sentences, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import comparison
from assistant.about import speaks_of, unanswered_names
from assistant.asking import asks_what_name
from assistant.evidence import Evidence, has_kind
from assistant.fitting import BESIDE, IN_PLACE, counts_a_part, tells_hour, tells_name, tells_which, tells_who
from assistant.question import Question
from corpus.words import words
from index.lexical import LexicalIndex

_NEARLY_AS_GOOD, _BESIDE_IT = 0.9, 0.6
_ALL_WORDS = 0.9
_NAMING = re.compile(r"\b(?:named|known as|dubbed|christened|name is|(?:is|was|are|were|been) called)\b", re.IGNORECASE)


def extract(
    question: Question, evidence: Sequence[Evidence], lexical: LexicalIndex, pointed: Sequence[Evidence] = (), most: int = 2
) -> list[Evidence]:
    """One or two sentences that hold what is asked for, best first; none if none speaks of all that the
    question names. Those that the model pointed to (`pointed`) come before the others.

    A sentence that lacks the kind of thing asked for (a number, a time, a name; what is to be counted) is passed
    over while another has it. The second must be nearly as good; where the question compares, less will do.
    """
    about = [one for one in evidence if not unanswered_names(question, [one], lexical.variants)]
    fitting = [one for one in about if has_kind(question, one.text) and not counts_a_part(one.text, question)]
    if asks_what_name(question.text):
        fitting = [
            one for one in about if (one.coverage >= _ALL_WORDS or _NAMING.search(one.text)) and tells_name(IN_PLACE.sub(" ", one.text), question)
        ]
    elif question.kind not in ("number", "saying"):  # a sentence may tell who, where, when or why in words that are not seen, but not how many
        fitting = fitting if fitting and fitting[0].score >= BESIDE * about[0].score else about
    telling = [
        one for one in fitting if tells_who(one.text, question) and tells_hour(one.text, question) and tells_which(one.text, one.text, question)
    ]
    fitting = telling if not telling or telling[0].score >= BESIDE * fitting[0].score else []
    if question.units == ("age",):  # anybody has an age: it must be of whom the question names, or speak of all that it tells
        fitting = [one for one in fitting if one.coverage >= _ALL_WORDS or (question.names and speaks_of(question.names, one, lexical.variants))]
    fitting = [one for one in fitting if question.counted & {word.stem for word in words(one.text)}] or fitting
    first = [one for one in pointed if one in fitting and one.score >= _BESIDE_IT * fitting[0].score][:1]
    least = _BESIDE_IT if comparison.compares(question.text) else _NEARLY_AS_GOOD
    rest = [one for one in fitting if one not in first and one.score >= least * fitting[0].score]
    return [*first, *rest][:most]
