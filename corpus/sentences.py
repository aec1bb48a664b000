"""Article text → sentences with exact spans, each marked as text, heading or furniture."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.article import Span
from corpus.dates import DATED_DATELINE, LABELLED_START, is_date_line
from corpus.furniture import DATELINE, begins_list_of_links, ends_sentence, is_bullet, is_furniture, is_heading
from corpus.words import words

TEXT, HEADING, FURNITURE = "text", "heading", "furniture"
MAX_CHARACTERS = 600

# An initial within a name ("J. K. Rowling", "George W. Bush"), not a letter that ends a sentence ("plan B.").
_INITIAL = re.compile(r"(?:^|\b[A-Z][\w’'-]+\s|[A-Z]\.\s?)[A-Z]\.$|(?:^|\s)(?:Mr|Mrs|Ms|Dr|Gen|Col|Sen|Gov|Prof|St|Cllr)\.$")
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")

# Abbreviations that news writes and that the sentence model does not know (lower case, no last dot).
_ABBREVIATIONS = (
    "u.s u.k u.n e.u u.s.s.r mr mrs ms dr prof gen col lt sgt capt maj cmdr adm sen rep gov pres st mt ft vs inc ltd "
    "corp co dept est jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m i.e e.g etc al approx ave rev hon jr sr cllr"
).split()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: characters `start` to `end` of its text, and its kind.

    `kind` is "text" (may be evidence), "heading" or "furniture" (never evidence).
    """

    start: int
    end: int
    kind: str

    @property
    def span(self) -> Span:
        """Where the sentence stands."""
        return Span(self.start, self.end)


def split_sentences(text: str) -> list[Sentence]:
    """Cut a text into sentences of at most 600 characters, in order, without overlap.

    Everything but white space belongs to exactly one sentence. Line breaks end a sentence
    unless the text is hard-wrapped. If a text had nothing but headings (a text without any
    punctuation), its headings count as text.
    """
    found: list[Sentence] = []
    among_links = False
    for block in _with_lists(text, _blocks(text)):
        line = block.of(text)
        among_links = begins_list_of_links(line) or (among_links and is_bullet(line) and not ends_sentence(line))
        if among_links or is_furniture(line) or is_date_line(line):
            kind = FURNITURE
        elif is_heading(line) or (not found and not ends_sentence(line) and len(line) <= 200):
            kind = HEADING
        else:
            kind = TEXT
        if kind != TEXT:
            found.extend(Sentence(span.start, span.end, kind) for span in _cut_long(text, block))
            continue
        start = block.start
        label = next(filter(None, (start.match(text, block.start, block.end) for start in (LABELLED_START, DATED_DATELINE, DATELINE))), None)
        if label:
            stated = Span(block.start, label.end()).trimmed(text)
            found.append(Sentence(stated.start, stated.end, FURNITURE))
            start = label.end()
        for span in running_sentences(text, Span(start, block.end)):
            found.extend(Sentence(piece.start, piece.end, TEXT) for piece in _cut_long(text, span))
    if not any(sentence.kind == TEXT for sentence in found):
        found = [Sentence(s.start, s.end, TEXT if s.kind == HEADING else s.kind) for s in found]
    return found


def _blocks(text: str) -> list[Span]:
    """Non-empty lines as spans without outer white space; hard-wrapped lines joined."""
    lines = [Span(match.start(), match.end()).trimmed(text) for match in _LINE.finditer(text)]
    lines = [line for line in lines if line.start < line.end]
    wrapped = _is_hard_wrapped(text, lines)
    blocks: list[Span] = []
    for line in lines:
        if blocks and wrapped and text.count("\n", blocks[-1].end, line.start) == 1:
            previous = text[text.rfind("\n", 0, blocks[-1].end) + 1 : blocks[-1].end]
            if len(previous) >= 40 and not is_furniture(line.of(text)):
                blocks[-1] = Span(blocks[-1].start, line.end)
                continue
        blocks.append(line)
    return blocks


def _with_lists(text: str, blocks: list[Span]) -> list[Span]:
    """Blocks, each list joined to the words that lead it in ("The union demands:" and its items), where they fit in one sentence:
    neither says anything without the other."""
    joined: list[Span] = []
    for block in blocks:
        lead = joined[-1] if joined else None
        if lead and is_bullet(block.of(text)) and block.end - lead.start <= MAX_CHARACTERS and _takes_items(lead.of(text)):
            joined[-1] = Span(lead.start, block.end)
        else:
            joined.append(block)
    return joined


def _takes_items(lead: str) -> bool:
    """Whether a block leads in a list, or has done so and ends in one of its items."""
    first, *items = lead.splitlines()
    return (
        first.rstrip().endswith(":") and not begins_list_of_links(first) and not is_furniture(first) and all(is_bullet(i) for i in items if i.strip())
    )


def _is_hard_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether lines were broken at a fixed width: no line is long, and most that are followed
    by another without a blank between them stop in the middle of a sentence."""
    if len(lines) < 3 or max(line.end - line.start for line in lines) > 110:
        return False
    followed = [a for a, b in zip(lines, lines[1:], strict=False) if text.count("\n", a.end, b.start) == 1]
    full = [line for line in followed if line.end - line.start >= 40]
    broken = [line for line in full if not ends_sentence(line.of(text))]
    return len(full) >= 2 and len(broken) * 2 >= len(full)


def running_sentences(text: str, block: Span) -> list[Span]:
    """Sentences of one block of running text, with breaks that are none taken back."""
    spans: list[Span] = []
    for start, end in _punkt().span_tokenize(block.of(text)):
        span = Span(block.start + start, block.start + end).trimmed(text)
        if span.start == span.end:
            continue
        if spans and _continues(text, spans[-1], span):
            span = Span(spans.pop().start, span.end)
        spans += _after_hours(text, span)
    return spans


# "… at 2.20 a.m. By dawn …": the hour ends its sentence, which the model does not see.
_AFTER_HOUR = re.compile(r"\d\s?[ap]\.m\.(\s+)(?=[A-Z][a-z]*\b)")


def _after_hours(text: str, span: Span) -> list[Span]:
    """A span cut after an hour, where what follows is a word that begins sentences ("By", "The"; not "Monday", "GMT")."""
    pieces: list[Span] = []
    start = span.start
    for match in _AFTER_HOUR.finditer(text, span.start, span.end):
        following = words(text[match.end() : match.end() + 20])
        if following and following[0].is_stop:
            pieces.append(Span(start, match.start(1)))
            start = match.end()
    return [*pieces, Span(start, span.end)]


def _continues(text: str, previous: Span, span: Span) -> bool:
    """Whether `span` goes on with the sentence before it (“…?” she asked)."""
    whole = span.of(text)
    body = whole.lstrip("\"'“”‘’«»([ ")
    if not body:
        return True
    before = previous.of(text)
    if body[0].islower():
        return True
    if re.search(r"\bNos?\.$", before):
        return body[0].isdigit()
    return body == whole and bool(_INITIAL.search(before))


def _cut_long(text: str, span: Span) -> list[Span]:
    """A span in pieces of at most 600 characters, cut at a comma or a space where there is one."""
    pieces: list[Span] = []
    start = span.start
    while span.end - start > MAX_CHARACTERS:
        window = text[start : start + MAX_CHARACTERS]
        cut = max(window.rfind("; "), window.rfind(", ")) + 1
        if cut < MAX_CHARACTERS // 2:
            cut = max((m.end() for m in re.finditer(r"\s", window)), default=0)
        if cut < MAX_CHARACTERS // 4:
            cut = MAX_CHARACTERS
        pieces.append(Span(start, start + cut).trimmed(text))
        start += cut
    pieces.append(Span(start, span.end).trimmed(text))
    return [piece for piece in pieces if piece.start < piece.end]


@lru_cache(maxsize=1)
def _punkt() -> Any:
    """NLTK's sentence model for English (Kiss and Strunk 2006), from the files in llama-index."""
    import nltk
    from nltk.tokenize.punkt import PunktTokenizer

    package = importlib.util.find_spec("llama_index.core")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("llama-index-core is not installed")
    nltk.data.path.insert(0, str(Path(package.submodule_search_locations[0]) / "_static" / "nltk_cache"))
    tokenizer = PunktTokenizer("english")
    tokenizer._params.abbrev_types.update(_ABBREVIATIONS)  # noqa: SLF001 - NLTK has no other way to add abbreviations
    return tokenizer
