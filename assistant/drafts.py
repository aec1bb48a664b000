"""The model's text as it streams in → complete sentences with the quotes that they cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.article import Span
from corpus.sentences import running_sentences

_MARKER = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]")
# What joins markers to one list: "[2], [3], and [4]".
_MARKERS_LISTED = re.compile(r"(?<=\])\s*(?:,\s*(?:and|&)?|and|&)\s*(?=\[\d)")
_AFTER_STOP = re.compile(r"([.!?][\"”’']?)\s*((?:\[[\d,;\s–-]+\]\s*)+)")
# How models lead over to a marker; without the marker it would point nowhere.
_LEAD_TO_MARKER = re.compile(
    r",?\s*\b(?:according to|as (?:stated|reported|mentioned|noted|described|quoted)(?: (?:in|by))?|based on|per|from|in)"
    r"(?:\s+the)?(?:\s+(?:first|second|third|fourth|fifth|sixth|numbered|given))?(?:\s+(?:quotes?|passages?|sources?))?(?:\s+(?:from|number|in))?\s*(?=\s\[\d|\[\d)",
    re.IGNORECASE,
)
_LEAD_TO_QUOTE = re.compile(
    r",?\s*\b(?:according to|as (?:stated|reported|mentioned|noted|described|quoted) (?:in|by)|based on|per|from|in)\s+(?:the\s+)?"
    r"(?:(?:first|second|third|fourth|fifth|sixth|numbered|given)\s+)?(?:quotes?|passages?)(?:\s+(?:from|number|in))?\s*(?=\s\[\d|\[\d|[.!?]?$)",
    re.IGNORECASE,
)
_OPEN_MARKER = re.compile(r"\[[\d,;\s–-]*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence of the model without markers, and the numbers that stood in it, in order, once each."""

    text: str
    cited: tuple[int, ...]


def drafts(pieces: Iterable[str]) -> Iterator[Draft]:
    """Sentences, each as soon as the next one begins (so that no marker that follows is missed).

    >>> list(drafts(["It rained. ", "[1] It sno", "wed [2", "]."]))
    [Draft(text='It rained.', cited=(1,)), Draft(text='It snowed.', cited=(2,))]
    """
    buffer = ""
    leading = False  # whether this model puts its markers before its sentences
    for piece in pieces:
        leading = leading or (not buffer.strip() and piece.lstrip().startswith("["))
        buffer += piece
        complete, buffer = _complete(buffer, leading)
        yield from map(_draft, complete)
    final = _OPEN_MARKER.sub("", _moved(buffer, leading))
    for sentence in _sentences(final):
        draft = _draft(sentence)
        if re.search(r"\w", draft.text):
            yield draft


def _moved(text: str, leading: bool) -> str:
    """Markers behind a full stop moved before it, unless they belong to what follows."""
    return text if leading else _AFTER_STOP.sub(r" \2\1 ", text)


def _complete(buffer: str, leading: bool) -> tuple[list[str], str]:
    """The sentences of the buffer after which another has begun, and the rest."""
    sentences = _sentences(_moved(buffer, leading))
    if len(sentences) < 2 or (sentences[-1].startswith("[") and not leading) or len(sentences[-1]) < 3:
        return [], buffer
    return [s for s in sentences[:-1] if re.search(r"\w", s)], sentences[-1]


def _sentences(text: str) -> list[str]:
    found = []
    for line in text.splitlines():
        found += [span.of(line) for span in running_sentences(line, Span(0, len(line)))]
    return found


def _draft(sentence: str) -> Draft:
    sentence = _MARKERS_LISTED.sub(" ", sentence)
    sentence = _LEAD_TO_QUOTE.sub("", _LEAD_TO_MARKER.sub("", sentence))
    cited: dict[int, None] = {}
    for match in _MARKER.finditer(sentence):
        for part in re.split(r"[,;]", match[1]):
            bounds = [int(n) for n in re.findall(r"\d+", part)]
            if bounds:
                cited.update(dict.fromkeys(range(bounds[0], min(bounds[-1], bounds[0] + 9) + 1)))
    text = " ".join(_MARKER.sub("", sentence).replace("**", "").split()).lstrip(",;: ")
    text = re.sub(r"\s+([.,;!?])", r"\1", text)
    return Draft(text if not text or text[-1] in ".!?\"”’'" else f"{text}.", tuple(cited))
