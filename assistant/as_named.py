"""A question with its names as a sentence has them, for the models that read both: they were taught on names that are spelled alike. Pure."""

from __future__ import annotations

from itertools import pairwise

from assistant.question import Question
from corpus.words import Word, words


def as_named(question: Question, seen: str) -> str:
    """The question's text with each name in the spelling of what a reader sees, and the last of a full name where that has no more of it.

    Asked "Where does Marketa Hrushkova work?", with `seen` "Dr Hrušková works in Brno": "Where does Hrušková work?"
    """
    if not question.names:
        return question.text
    there = {word.key: word.written for word in reversed(words(seen)) if word.is_capitalised}
    spellings = dict(zip(question.names, question.spellings, strict=True))
    text = question.text
    for name in reversed(_full_names(question)):
        written = [_written(part, spellings[part], there) for part in name]
        while len(written) > 1 and written[0] is None:
            written = written[1:]
        if None not in written:
            text = f"{text[: name[0].start]}{' '.join(filter(None, written))}{text[name[-1].end :]}"
    return text


def _written(name: Word, spellings: tuple[str, ...], there: dict[str, str]) -> str | None:
    """A name as it is written there, in its own spelling if that is there; None if it is not."""
    return name.written if name.key in there else next((there[key] for key in spellings if key in there), None)


def _full_names(question: Question) -> list[list[Word]]:
    """The names that stand beside each other, together, in their order."""
    found = [[question.names[0]]]
    for before, name in pairwise(question.names):
        if question.text[before.end : name.start] == " ":
            found[-1].append(name)
        else:
            found.append([name])
    return found
