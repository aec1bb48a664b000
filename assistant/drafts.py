"""The model's text as it streams in → complete sentences with the quotes that they cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.sentences import split_sentences

_MARKER = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]")
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
    for piece in pieces:
        buffer += piece
        complete, buffer = _complete(buffer)
        yield from map(_draft, complete)
    final = _OPEN_MARKER.sub("", _AFTER_STOP.sub(r" \2\1 ", buffer))
    for sentence in split_sentences(final):
        draft = _draft(sentence.span.of(final))
        if re.search(r"\w", draft.text):
            yield draft


def _complete(buffer: str) -> tuple[list[str], str]:
    """The sentences of the buffer after which another has begun, and the rest."""
    text = _AFTER_STOP.sub(r" \2\1 ", buffer)
    sentences = split_sentences(text)
    if len(sentences) < 2:
        return [], buffer
    last = sentences[-1].span.of(text)
    if last.startswith("[") or len(last) < 3:
        return [], buffer
    return [s.span.of(text) for s in sentences[:-1] if re.search(r"\w", s.span.of(text))], text[sentences[-1].start :]


def _draft(sentence: str) -> Draft:
    sentence = _LEAD_TO_QUOTE.sub("", _LEAD_TO_MARKER.sub("", sentence))
    cited: dict[int, None] = {}
    for match in _MARKER.finditer(sentence):
        for part in re.split(r"[,;]", match[1]):
            bounds = [int(n) for n in re.findall(r"\d+", part)]
            if bounds:
                cited.update(dict.fromkeys(range(bounds[0], min(bounds[-1], bounds[0] + 9) + 1)))
    text = " ".join(_MARKER.sub("", sentence).split())
    text = re.sub(r"\s+([.,;!?])", r"\1", text)
    return Draft(text if not text or text[-1] in ".!?\"”’'" else f"{text}.", tuple(cited))
