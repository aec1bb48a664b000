"""A question with its names as a sentence has them, for the reader of both: it was taught on names that are spelled alike. Pure."""

from __future__ import annotations

from itertools import dropwhile, pairwise, product

from assistant.evidence import Evidence, writes
from assistant.question import Question
from corpus.article import Article
from corpus.words import Word, words


def as_named(question: Question, one: Evidence, seen: str) -> str:
    """The question's text with each name in the spelling of what a reader sees of a sentence, and the last of a full name where that has no
    more of it and the article writes it in full. Another spelling in an article that has the question's own is somebody else's, and so is
    a man's beside a woman's.

    Asked "Where does Marketa Hrushkova work?", with "Dr Hrušková works in Brno" `seen`: "Where does Hrušková work?"
    """
    if not question.names:
        return question.text
    there = {word.key: word.written for word in reversed(words(seen)) if word.is_capitalised}
    spellings = dict(zip(question.names, question.spellings, strict=True))
    text = question.text
    for name in reversed(_full_names(question)):
        written = list(dropwhile(lambda part: part is None, (_written(part, spellings[part], there, one.article) for part in name)))
        in_full = len(written) == len(name) or any(writes(one.article, keys) for keys in product(*((part.key, *spellings[part]) for part in name)))
        if written and None not in written and in_full:
            text = f"{text[: name[0].start]}{' '.join(filter(None, written))}{text[name[-1].end :]}"
    return text


def _written(name: Word, spellings: tuple[str, ...], there: dict[str, str], article: Article) -> str | None:
    """A name as it is written there, in its own spelling if that is there; None if it is not, or the article also has its own."""
    if name.key in there:
        return name.written
    known = next((key for key in spellings if key in there and not _of_man_and_woman(name.key, key)), None)
    return there[known] if known is not None and not writes(article, (name.key,)) else None


def _of_man_and_woman(key: str, other: str) -> bool:
    """Whether one of two names that sound alike is a woman's and the other a man's ("Tikhanovskaya", "Tikhanovsky"; but "Khila" is "Khilo")."""
    ends = {key[-1], other[-1]}
    return "a" in ends and len(ends) > 1 and not ends & set("eou")


def _full_names(question: Question) -> list[list[Word]]:
    """The names that stand beside each other, together, in their order."""
    found = [[question.names[0]]]
    for before, name in pairwise(question.names):
        if question.text[before.end : name.start] == " ":
            found[-1].append(name)
        else:
            found.append([name])
    return found
