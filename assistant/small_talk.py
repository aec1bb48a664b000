"""Messages that ask nothing of the articles: greetings, thanks, "what can you do?"."""

from __future__ import annotations

import re

from corpus.words import words

_SMALL_TALK = (
    (re.compile(r"(?:many )?(?:thanks?|thank you|thx|cheers)\b", re.IGNORECASE), "You are welcome. Ask on whenever you like."),
    (
        re.compile(r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings)\b", re.IGNORECASE),
        "Hello. Ask me something about the articles; I answer from them alone, with the passages that say so.",
    ),
    (re.compile(r"(?:bye|goodbye|see you|good night)\b", re.IGNORECASE), "Goodbye. The conversation is kept."),
    (
        re.compile(r"(?:help|what can you do|who are you|what are you|how do(?:es)? (?:you|this) work|what is this)\b", re.IGNORECASE),
        "I answer questions from the articles in this library, each sentence with the passage that supports it, and say so when they do not say.",
    ),
    (
        re.compile(r"(?:ok(?:ay)?|great|good|cool|wow|fine|nice|i see|got it|understood|sorry|yes|no|never mind|perfect)\b", re.IGNORECASE),
        "Ask on whenever you like.",
    ),
)
_MOST_SMALL_TALK = 7
_PLEASANT = frozenset("lot much you so very for help that this there all again everything answer answers great good thanks thank kind works".split())
_ASKING = frozenset("who whom whose what which when where why how".split())


def reply_to(line: str) -> str:
    """A short, honest reply to a message that asks nothing of the articles; "" for any other.

    >>> reply_to("Thanks a lot!")
    'You are welcome. Ask on whenever you like.'
    """
    spoken = words(line)
    if len(spoken) > _MOST_SMALL_TALK or any(word.is_capitalised for word in spoken[1:] if word.key != "i"):
        return ""
    for pattern, reply in _SMALL_TALK:
        match = pattern.match(line)
        if match and all((word.is_stop and word.key not in _ASKING) or word.key in _PLEASANT for word in words(line[match.end() :])):
            return reply
    return ""
