"""How an answer reads as one text, and a refusal. Pure."""

from __future__ import annotations

from datetime import date

from assistant.answerable import Judgement
from assistant.run import Run

_MANY_UNKNOWN = 3


def whole(run: Run) -> str:
    """The whole answer: its claims, what the articles say differently side by side, each value with the date of its
    article, and what it closes with."""
    days = {citation.n: citation.passage.date for citation in run.citations}
    parts = [claim.marked() for claim in run.claims]
    for conflict in run.conflicts:
        listed = [
            f"{value.value}{f' ({days[value.citations[0]]})' if days[value.citations[0]] else ''}{''.join(f' [{n}]' for n in value.citations)}"
            for value in conflict.values
        ]
        parts.append(f"{conflict.heading}: {'; '.join(listed)}.")
    return " ".join([*parts, run.closing] if run.closing else parts)


def as_of(run: Run) -> str:
    """Of what day an answer is: that of the newest article that it cites; "" where none has a date."""
    newest = max((citation.passage.date for citation in run.citations if citation.passage.date), default=None)
    if newest is None:
        return ""
    day = date.fromisoformat(newest)
    return f"As reported on {day.day} {day:%B %Y}."


def not_said(asked: str) -> str:
    """That the articles do not answer one of the questions in a question."""
    return f"The articles do not say: “{asked}”"


def looked_in(run: Run) -> str:
    """Which articles were asked; "" where all were."""
    return "" if run.options.scope.is_all else f"Asked only of: {run.options.scope.describe()}."


def refusal_text(asked: str, judgement: Judgement, articles: int, scope: str = "") -> str:
    """What a refusal says: that the articles do not say it, and which words of the question they do not have. `articles` is
    how many were looked in, `scope` which, where not all were."""
    if not articles:
        return (
            f"No article is left to look in ({scope}). Choose other filters."
            if scope
            else "There are no articles in the library yet. Add some, then ask again."
        )
    text = f"The articles chosen ({scope}) do not say." if scope else "The articles do not say."
    text += f" I looked for “{asked}”"
    text += "" if asked[-1] in ".?!" else "."
    unknown = list(dict.fromkeys(judgement.unknown))
    if 0 < len(unknown) <= _MANY_UNKNOWN:
        quoted = ", ".join(f"“{word}”" for word in unknown)
        text += f" {quoted} {'is' if len(unknown) == 1 else 'are'} not mentioned in any {'article' if scope else 'of them'}."
    return text
