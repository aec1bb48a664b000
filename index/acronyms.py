"""What an acronym of a question is short for, where the articles only write it in full ("OSCE"). Pure."""

from __future__ import annotations

import re

_SMALL = "of|for|and|the|in|on|to|at|de|du|des|del|la|para|für|der|und|di|per"


def spelled_out(acronym: str, text: str) -> str:
    """The words of a text, one after the other and beginning with capitals, of which an acronym has the first letters; "" if there are none.
    Small words between them may count, and so may the second part of a word with a hyphen.

    >>> spelled_out("OSCE", "the Organization for Security and Co-operation in Europe sent an observer")
    'Organization for Security and Co-operation in Europe'
    >>> spelled_out("DOJ", "The Department of Justice declined to comment.")
    'Department of Justice'
    """
    letters = re.sub(r"[^A-Z]", "", acronym.upper())
    if not _FEWEST <= len(letters) <= _MOST:
        return ""
    found = _pattern(letters).search(text)
    return found[0] if found else ""


_FEWEST, _MOST = 3, 7


def _pattern(letters: str) -> re.Pattern[str]:
    """Words for the letters: the first and the last with a capital, the others with one or small."""
    first, rest = letters[0], letters[1:]
    between = rf"(?:[ \n-]+(?:{_SMALL}))*[ \n-]+"
    word = r"{}[\w’'.]*(?:-[a-z]\w*)?"
    middle = [rf"(?:{between}{word.format(letter)}|[ \n]+(?=(?:{_SMALL})\b){letter.lower()}\w*)" for letter in rest[:-1]]
    return re.compile(rf"\b{word.format(first)}{''.join(middle)}{between}{word.format(rest[-1])}")
