"""The model's text as it streams in → complete sentences with the quotes that they cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.sentences import split_sentences

_MARKER = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]")
_AFTER_STOP = re.compile(r"([.!?][\"”’']?)\s*((?:\[[\d,;\s–-]+\]\s*)+)")
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
    cited: dict[int, None] = {}
    for match in _MARKER.finditer(sentence):
        for part in re.split(r"[,;]", match[1]):
            bounds = [int(n) for n in re.findall(r"\d+", part)]
            if bounds:
                cited.update(dict.fromkeys(range(bounds[0], min(bounds[-1], bounds[0] + 9) + 1)))
    text = " ".join(_MARKER.sub("", sentence).split())
    return Draft(re.sub(r"\s+([.,;!?])", r"\1", text), tuple(cited))
