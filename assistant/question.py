"""What a question asks for: its telling words, its names and numbers, and the kind of answer it wants."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.facts import is_calendar_word, numbers
from assistant.grammar import common_nouns, qualifiers
from corpus.errors import InvalidQuestion
from corpus.words import Word, sound, words
from index.lexical import LexicalIndex

MAX_CHARACTERS = 2000
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_KINDS = (
    (
        "number",
        re.compile(
            r"\bhow (?:many|much|old|long|large|big|far|often|high|deep|wide|tall|heavy|fast|hot|cold)\b"
            r"|\b(?:what|which) (?:(?!is\b|was\b|are\b|were\b|did\b|does\b|do\b)\w+ )?(?:increase|rise|stake|slice|turnout|fine|penalty|reward|margin|majority|headcount)\b"
            r"|^(?:the )?(?:size|volume|age|price|cost|share|rate|value|worth|height|depth|weight|length|headcount|number) of\b|\bthe age of\b"
            r"|\b(?:what|which) (?:numbers?|percentage|share|proportion|age|amount|sum|price|cost|depth|height|length|width|weight|speed|distance|temperature|total)\b|\b(?:number|length|duration) of\b"
            r"|\bwhat (?:is|was|are|were) the (?:\w+ )?(?:toll|number|figure|cost|price|length|duration|population|size|headcount|height|weight|depth|width|speed|distance|budget|salary|percentage|total|capacity|temperature)\b"
        ),
    ),
    (
        "time",
        re.compile(
            r"^(?:and |but |so )?when\b|\bwhen (?:did|was|is|will|were|has|had|have|does|do|are|can|could|should|would)\b|\bwhen\W*$|\b(?:date|day|time|hour) of\b|\b(?:what|which|on which|in which) (?:date|day|year|month|time)\b|\bhow recently\b|\bsince when\b"
        ),
    ),
    ("person", re.compile(r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|people|leaders?|presidents?|journalists?)\b")),
    ("place", re.compile(r"\bwhere\b|\b(?:what|which) (?:country|countries|city|cities|place|prison|colony|town)\b")),
    (
        "reason",
        re.compile(
            r"\bwhy\b|\bwhat (?:caused|led to|made|prompted|drove|triggered|reasons?|(?:is|was|were|are) (?:the reasons?|behind))\b|\bhow come\b|\bfor what reason\b|\bexplain\b"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone. `terms` carry its meaning; `names` and `numbers` are the
    terms that an answer must be about; `kind` is number, time, person, place, reason or fact; `of_now` tells that the
    newest report counts ("now", "still", "latest")."""

    text: str
    kind: str
    terms: tuple[Word, ...]
    names: tuple[Word, ...]
    numbers: tuple[str, ...]
    of_now: bool = False
    qualifiers: frozenset[int] = frozenset()
    """Where those of the names begin that only tell which one thing is meant ("the Romanian mine")."""


def clean(text: str) -> str:
    """A question as typed → one line. Raises InvalidQuestion if nothing can be looked for in it."""
    line = " ".join(_CONTROL.sub(" ", sound(text)).split())
    if line.isupper() and len(line.split()) > 2:
        line = line.lower()  # typed with the capitals locked: they tell nothing
    if not line:
        raise InvalidQuestion("The question is empty", "Ask something about the articles")
    if len(line) > MAX_CHARACTERS:
        raise InvalidQuestion(f"The question has {len(line):,} characters", f"Ask in {MAX_CHARACTERS:,} characters or fewer")
    if not re.search(r"[^\W_]", line):
        raise InvalidQuestion("The question has no word in it", "Ask something about the articles")
    return line


# What is asked for, not what it is asked of: "the name of", "on what date", "how many".
_ASKED_FOR = frozenset("every name names surname surnames number numbers amount date length spelling spelled written kind sort type".split())
# How a question begins: with a question word, a preposition before it or not, or with an auxiliary verb.
QUESTION_WORD = (
    r"(?:(?:in|on|at|by|to|for|from|of|with|since|until|under|after|before|about) )?(?:how|what|which|who|whom|whose|when|where|why|whether)\b"
)
AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"
_ASKS = re.compile(rf"(?:(?:and|but|so|then) )?(?:{QUESTION_WORD}|{AUXILIARY})", re.IGNORECASE)
_ORDERS = re.compile(
    r"(?:(?:and|now|then|also|please|first|next|system|user|assistant)\b[\s,:]*)*(?:you (?:are|must|will|should)|ignore|forget|disregard|do not|don't"
    r"|pretend|act|reply|respond|answer|write|say|tell|repeat|translate|add|print|output|new instructions?|from now on|stop|cite|use|speak)\b",
    re.IGNORECASE,
)


# Said before a question that somebody else asks of us: it asks nothing.
_POLITE = re.compile(
    r"^(?:(?:hi|hello|please|so|well|ok|okay|just)\b[,!.]? )*(?:(?:can|could|would) (?:you|somebody|anybody) (?:please |kindly )?(?:tell|remind|explain to) me|(?:please |just )?(?:tell|remind) me"
    r"|do you (?:happen to )?know|i (?:want|need|wish|(?:would|['’]d) (?:like|love)) to know|i['’](?:d (?:like|love) to know|m (?:just )?(?:curious|wondering))|i am (?:curious|wondering)|i wonder"
    rf"|any idea|what i want to know is)(?: please)?[,:]? (?={QUESTION_WORD}|if\b)",
    re.IGNORECASE,
)


def core(line: str) -> str:
    """The question in a message that also gives orders ("Ignore the articles and … : how many …?"): orders are text, and
    what they order is nothing that articles can answer. A message that is only orders, or gives none, stays as it is.

    >>> core("Answer in French: how many people came?")
    'How many people came?'
    >>> core("Could you tell me how old the envoy is?")
    'How old the envoy is?'
    """
    bare = _POLITE.sub("", line)
    if bare != line:
        bare = re.sub(r"^(?:whether|if) ", "", bare, flags=re.IGNORECASE)
        line = f"{bare[0].upper()}{bare[1:].rstrip(' .?!')}?"
    parts = [part.strip(" ,;-–—") for part in re.split(r"(?<=[.!?:;])\s+|\s(?=[-–—]\s)", line) if part.strip(" ,;-–—")]
    if len(parts) < 2 or not any(_ORDERS.match(part) for part in parts):
        return line
    asked = [part for part in parts if not _ORDERS.match(part)]
    if not any(_ASKS.match(part) for part in asked):
        return line
    found = " ".join(asked)
    return found[0].upper() + found[1:]


def analyse(text: str, lexical: LexicalIndex) -> Question:
    """Read a question that stands alone."""
    found = words(text)
    shouted = text.isupper()
    terms = tuple(word for word in found if not word.is_stop)
    terms = tuple(word for word in terms if word.key not in _ASKED_FOR) or terms
    plain = common_nouns(text) if not shouted else frozenset()
    names = tuple(word for word in terms if word.start not in plain and _is_name(word, text, shouted, lexical))
    lower = text.lower()
    kind = next((kind for kind, pattern in _KINDS if pattern.search(lower)), "fact")
    return Question(text, kind, terms, names, tuple(sorted(numbers(text))), bool(_OF_NOW.search(lower)), qualifiers(text) if names else frozenset())


_YES_NO = re.compile(rf"{AUXILIARY}|(?:may|isn['’]t|aren['’]t|wasn['’]t|didn['’]t|hasn['’]t)\b", re.IGNORECASE)


_WH = re.compile(r"\b(?:how|what|which|who|whom|whose|when|where|why)\b", re.IGNORECASE)
_TAG = re.compile(
    r",\s*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|wo|ca)(?:n['’]t| not)? (?:he|she|it|they|there|we|you)\W*$",
    re.IGNORECASE,
)
_YET = re.compile(r"\b(?:yet|still|already|ever|any ?more|right|true|correct|or not)\b", re.IGNORECASE)


def asks_yes_no(text: str) -> bool:
    """Whether a question asks for yes or no, in few words too ("The bridge still closed?")."""
    return bool(_YES_NO.match(text) or _TAG.search(text)) or (not _WH.search(text) and bool(_YET.search(text)))


_OF_NOW = re.compile(
    r"\b(?:now|still|currently|current|at present|presently|today|at the moment|so far|to date|these days|by now|as yet|yet|any ?more|any longer|latest|newest"
    r"|most recent(?:ly)?|up to date)\b"
)


def _is_name(word: Word, text: str, shouted: bool, lexical: LexicalIndex) -> bool:
    if word.key[0].isdigit() or is_calendar_word(word):
        return False
    begins = not text[: word.start].strip(" \"'“‘(") or text[: word.start].rstrip().endswith((".", "?", "!"))
    if word.is_capitalised and not shouted and not begins:
        return lexical.is_name(word) or not lexical.in_lower_case(word)
    return lexical.is_name(word)
