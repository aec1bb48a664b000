"""An answer without a model: the best evidence sentences, word for word."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import Evidence, has_kind
from assistant.question import Question
from assistant.verify import unanswered_names

_NEARLY_AS_GOOD = 0.9


def extract(question: Question, evidence: Sequence[Evidence], most: int = 2) -> list[Evidence]:
    """One or two sentences that hold what is asked for, best first.

    A sentence that lacks the kind of thing asked for (a number, a time, a name) is passed
    over while another has it. The second must be nearly as good, and add something.
    """
    fitting = [one for one in evidence if has_kind(question, one.text) and not unanswered_names(question.names, [one])]
    fitting = fitting or [one for one in evidence if has_kind(question, one.text)] or list(evidence)
    chosen = fitting[:1]
    for one in fitting[1:]:
        if len(chosen) < most and one.score >= _NEARLY_AS_GOOD * chosen[0].score:
            chosen.append(one)
    return chosen
