"""Word search: SQLite's FTS5 with BM25, and the library's own vocabulary for names spelled otherwise."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from corpus.chunk import count_tokens
from corpus.countries import seat_of
from corpus.database import Database
from corpus.words import Word, words
from corpus.words import stem as stem_of
from index.acronyms import spelled_out

_MIN_NAME = 5
_MIN_CAPITALISED = 4
_SHORT_CUTOFF = 85.0
_UNKNOWN_CUTOFF = 78.0
_NAME_CUTOFF = 80.0
_MAX_VARIANTS = 4
# How many articles are looked through for what an acronym is short for: some 60 MB, a second.
_MOST_ARTICLES = 20_000
_MIN_CONSONANTS, _MIN_SLAVIC = 3, 4
# Ways of writing one sound, in the order in which they are made one: "Tichanowskaja", "Tsikhanouskaya", "Tikhanovskaya".
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch|tsch|tch", "s"), (r"sh|cz|sz|zh", "s"), (r"[ckg]h", "h"), (r"ph", "f"), (r"ts|tz|dz|th", "t"), (r"c(?=[eiy])", "s"), (r"ck|c|q", "k"),
        (r"(?<=[aeo])u(?=[^aeiou])|[wf]", "v"), (r"[jyaeiou]", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


# The same where "c" is a "ts", as in the Latin script of Slavic and Baltic languages: "Mackievič", "Matskevich".
_SLAVIC = (re.compile(r"tsch|tch|ch|cz|ts|tz|c"), "t"), *_SOUNDS


def consonants(key: str, slavic: bool = False) -> str:
    """The consonants of a folded name as they sound, so that spellings in different alphabets' manners meet; with `slavic`, "c"
    is a "ts".

    >>> consonants("nauseda") == consonants("nowseda")
    True
    >>> consonants("mackievic", slavic=True) == consonants("matskevich", slavic=True)
    True
    """
    for pattern, sound in _SLAVIC if slavic else _SOUNDS:
        key = pattern.sub(sound, key)
    return key


def sound_alike(key: str, other: str) -> bool:
    """Whether two folded names have the same consonants, in one of two manners of writing them."""
    return any(consonants(key, slavic) == consonants(other, slavic) for slavic in (False, True))


# Before a word of a question that is no name.
_BEFORE_NOUNS = frozenset("the a an this that which what each every any no some many".split())
# How names begin in short and in full.
_SHORT_FOR = {"st": ("saint",), "saint": ("st",), "mt": ("mount",), "mount": ("mt",), "ft": ("fort",), "fort": ("ft",)}


class LexicalIndex:
    """Reads the FTS5 table and the vocabulary in `library.db`; `index.build` fills them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._weight = lru_cache(maxsize=20_000)(self._read_weight)
        self._named = lru_cache(maxsize=20_000)(self._read_named)
        self._variants = lru_cache(maxsize=5_000)(self._read_variants)
        self._related = lru_cache(maxsize=5_000)(self._read_related)
        self._beside = lru_cache(maxsize=1)(self._read_beside)
        self._acronym = lru_cache(maxsize=500)(self._read_acronym)

    def forget(self) -> None:
        """Drop what is remembered of the vocabulary, after the library has changed."""
        self._weight.cache_clear()
        self._named.cache_clear()
        self._variants.cache_clear()
        self._related.cache_clear()
        self._beside.cache_clear()
        self._acronym.cache_clear()

    def search(self, query: str, limit: int, articles: Sequence[str] | None = None) -> list[tuple[int, float]]:
        """Chunk keys with their BM25 scores (higher is better), best first, ties by key; of the given articles only, if any are."""
        terms = self.terms(query)
        if not terms:
            return []
        among = "AND rowid IN (SELECT c.key FROM chunks c JOIN articles a ON a.key = c.article WHERE a.id IN (SELECT value FROM json_each(?2)))"
        rows = self.database.connection().execute(
            f"SELECT rowid, bm25(chunks_fts) AS score FROM chunks_fts WHERE chunks_fts MATCH ?1 {among if articles is not None else ''}"
            " ORDER BY score, rowid LIMIT ?3",
            (" OR ".join(f'"{term}"' for term in terms), json.dumps(list(articles or ())), limit),
        )
        return [(int(row["rowid"]), -float(row["score"])) for row in rows]

    def terms(self, query: str) -> list[str]:
        """The words to look for: those of the query that mean something, and their spellings in the library."""
        found = words(query)
        telling = [word for word in found if not word.is_stop] or found
        terms: dict[str, None] = {}
        for word in telling:
            terms[word.key] = None
            if word.is_acronym:
                terms[" ".join(word.key)] = None  # how FTS5 reads "U.S."
            for variant in self.variants(word):
                terms[variant] = None
        return list(terms)

    def variants(self, word: Word) -> tuple[str, ...]:
        """Other words of this library for what a word names: what it is short for, those for the same country or its government
        ("Moscow" for "Russian"), then other spellings, nearest first; none for short or common words."""
        if not word.is_capitalised and not (word.key.isalpha() and self.is_name(word)):
            return self.spellings(word)
        if word.is_acronym and self.weight(word.stem) == self.weight(""):
            return self._acronym(word.key)
        return (*self._in_full(word.key), *self._related(word.key), *self.spellings(word))

    def _in_full(self, key: str) -> tuple[str, ...]:
        return tuple(other for other in _SHORT_FOR.get(key, ()) if self.weight(stem_of(other)) < self.weight(""))

    def spellings(self, word: Word) -> tuple[str, ...]:
        """Other spellings of a word in this library, nearest first; none for short or common words."""
        if len(word.key) < (_MIN_CAPITALISED if word.is_capitalised else _MIN_NAME) or word.is_stop or word.is_acronym or not word.key.isalpha():
            return ()
        return self._variants(word.key, word.stem)

    def known(self, word: Word) -> bool:
        """Whether the library has the word, its stem, or another spelling of it, in a text, a title or as an article's source."""
        return self.has(word) or bool(self.variants(word))

    def has(self, word: Word) -> bool:
        """Whether the library has the word or its stem as it is spelled, in a text, a title or as an article's source."""
        return self.weight(word.stem) < self.weight("") or word.key in self._beside()

    def _read_beside(self) -> frozenset[str]:
        """The words of titles and sources, which are no sentences."""
        rows = self.database.connection().execute("SELECT title || ' ' || source AS beside FROM articles")
        return frozenset(word.key for row in rows for word in words(row["beside"]) if not word.is_stop)

    def mentioned(self, word: Word) -> bool:
        """Whether any article has the word anywhere, in its title, headings and page furniture too."""
        if self.known(word):
            return True
        row = self.database.connection().execute(
            "SELECT EXISTS (SELECT 1 FROM articles WHERE instr(lower(title || ' ' || text), lower(?)) OR instr(lower(title || ' ' || text), ?))",
            (word.written, word.key),
        )
        return bool(row.fetchone()[0])

    def is_name(self, word: Word) -> bool:
        """Whether the library writes the word with a capital within sentences."""
        return self._named(word.key)

    def cased(self, text: str) -> str:
        """A question typed without capitals, with those of the names that the library writes with one ("what did moscow say" →
        "what did Moscow say"), mistyped ones too, and of what is such a name only before another ("pearl bell"); one that has capitals within it
        stays as it is."""
        found = words(text)
        if any(word.is_capitalised and word.key != "i" for word in found[1:]):
            return text
        behind: Word | None = None  # the name right behind a word
        for before, word in reversed([*zip([None, *found], found, strict=False)]):
            first = behind is not None and text[word.end : behind.start] == " " and self._is_first_name(word, behind)
            behind = None
            if before is not None and before.key in _BEFORE_NOUNS:
                continue  # "the press" is no name, though the library may have an Associated Press
            if word.is_stop or not word.key.isalpha() or len(word.key) < _MIN_CAPITALISED:
                continue
            if first or self.is_name(word) or self._is_mistyped_name(word):
                text = f"{text[: word.start]}{text[word.start].upper()}{text[word.start + 1 :]}"
                behind = word
        return text

    def _is_mistyped_name(self, word: Word) -> bool:
        """Whether the library does not have a word, all of its words that are spelled nearly so are names, and it is no common one ("catch")."""
        near = () if self.has(word) else self.variants(word)
        return bool(near) and all(map(self._named, near)) and count_tokens(f" {word.key}") > 1

    def _is_first_name(self, word: Word, last: Word) -> bool:
        """Whether the library writes a word, or one that is spelled nearly so, right before a name, in any of its spellings, as the first of two."""
        pairs = (pair for key in (last.key, *self.variants(last)) for pair in self.full_names(key, is_last=True))
        return any(fuzz.ratio(words(first)[0].key, word.key) >= _UNKNOWN_CUTOFF for first, _ in pairs)

    def in_lower_case(self, word: Word) -> bool:
        """Whether the library has the word, and never with a capital within sentences: "Member", "President" of a question."""
        row = self.database.connection().execute("SELECT max(is_name) AS named FROM words WHERE word = ?", (word.key,)).fetchone()
        return bool(row["named"] == 0)

    def full_names(self, key: str, is_last: bool, most: int = 50) -> list[tuple[str, str]]:
        """The names of two words, as the library writes them, of which a folded word is the last or the first; from `most` chunks."""
        rows = self.database.connection().execute(
            "SELECT substr(a.text, c.start + 1, c.end - c.start) AS text FROM chunks_fts JOIN chunks c ON c.key = chunks_fts.rowid"
            " JOIN articles a ON a.key = c.article WHERE chunks_fts MATCH ? LIMIT ?",
            (f'"{key}"', most),
        )
        found = []
        for row in rows:
            for first, last in pairwise(words(row["text"])):
                if (last if is_last else first).key == key and first.is_capitalised and last.is_capitalised and last.start - first.end == 1:
                    found.append((first.written, last.written))
        return found

    def weight(self, stem: str) -> float:
        """How telling a stem is: ln(1 + N / (n + 0.5)), n of the library's N sentences having it."""
        return self._weight(stem)

    def _read_weight(self, stem: str) -> float:
        connection = self.database.connection()
        total = connection.execute("SELECT count(*) FROM sentences").fetchone()[0]
        using = connection.execute("SELECT coalesce(sum(sentences), 0) FROM words WHERE stem = ?", (stem,)).fetchone()[0]
        return math.log(1.0 + total / (using + 0.5))

    def _read_named(self, key: str) -> bool:
        row = self.database.connection().execute("SELECT sum(is_name) * 2 > count(*) AS named FROM words WHERE word = ?", (key,)).fetchone()
        return bool(row["named"])

    def _read_related(self, key: str) -> tuple[str, ...]:
        wanted = sorted(seat_of(key))
        marks = ", ".join("?" * len(wanted))
        rows = self.database.connection().execute(
            f"SELECT word FROM words WHERE word IN ({marks}) GROUP BY word HAVING max(is_name) ORDER BY word", wanted
        )
        return tuple(row["word"] for row in rows) if wanted else ()

    def _read_acronym(self, key: str) -> tuple[str, ...]:
        """The most telling word of what an acronym that no sentence has is short for in some article, of the newest ones; none if in none."""
        rows = self.database.connection().execute("SELECT text FROM articles ORDER BY key DESC LIMIT ?", (_MOST_ARTICLES,))
        written = next(filter(None, (spelled_out(key, row["text"]) for row in rows)), "")
        telling = [word for word in words(written) if word.is_capitalised and self.weight(word.stem) < self.weight("")]
        return (max(telling, key=lambda word: self.weight(word.stem)).key,) if telling else ()

    def _read_variants(self, key: str, stem: str) -> tuple[str, ...]:
        connection = self.database.connection()
        row = connection.execute("SELECT max(is_name) AS is_name FROM words WHERE word = ? OR stem = ?", (key, stem)).fetchone()
        unknown = row["is_name"] is None
        if not unknown and not row["is_name"]:
            return ()
        rows = connection.execute(
            "SELECT word FROM words WHERE length(word) BETWEEN ? AND ? AND word != ? AND stem != ? GROUP BY word HAVING ? OR max(is_name) ORDER BY word",
            (len(key) - 3, len(key) + 3, key, stem, unknown),
        )
        written = [row["word"] for row in rows]
        near = process.extract(
            key, written, scorer=fuzz.ratio, limit=_MAX_VARIANTS,
            score_cutoff=_SHORT_CUTOFF if len(key) < _MIN_NAME else _UNKNOWN_CUTOFF if unknown else _NAME_CUTOFF,
        )  # fmt: skip
        alike = []
        for slavic, least in ((False, _MIN_CONSONANTS), (True, _MIN_SLAVIC)):
            bones = consonants(key, slavic)
            alike += [word for word in written if unknown and len(bones) >= least and consonants(word, slavic) == bones]
        return tuple(dict.fromkeys([*(word for word, _, _ in near), *alike]))[:_MAX_VARIANTS]
