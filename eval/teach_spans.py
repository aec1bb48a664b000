"""Teaching to point at answers (`index/spans.py`): SQuAD files → what all-mpnet-base-v2 learns over its own weights.

An example is the sentence that holds the whole of an answer, read as the reader reads it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import SourceboundError
from corpus.sentences import split_sentences
from eval import course
from index.reader import MOST_PIECES, as_read, number_type
from index.spans import load as load_model


@dataclass(frozen=True, slots=True)
class Pointed:
    """A question, the sentence as the reader sees it, its own length in characters, and from where to where of it the answer goes."""

    question: str
    read: str
    length: int
    start: int
    end: int


def load(folder: Path) -> list[Pointed]:
    """The examples of all SQuAD files in a folder and those under it. Raises SourceboundError naming the file that is wrong."""
    found: list[Pointed] = []
    for path in sorted(folder.rglob("*.json")):
        try:
            articles = json.loads(path.read_text(encoding="utf-8"))["data"]
            found += [one for article in articles for paragraph in article["paragraphs"] for one in _pointed(article.get("title", ""), paragraph)]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SourceboundError(f"{path} is no SQuAD file ({type(error).__name__})", "docs/evaluation.md describes the format") from error
    if not found:
        raise SourceboundError(f"There are no answered questions in {folder}", "docs/evaluation.md describes the format")
    return found


def _pointed(title: str, paragraph: dict[str, Any]) -> list[Pointed]:
    text = paragraph["context"]
    sentences = split_sentences(text)
    found = []
    for question in paragraph["qas"]:
        for answer in question["answers"][:1]:
            start, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
            at = next((number for number, one in enumerate(sentences) if one.start <= start and end <= one.end), None)
            if at is None:
                continue
            own = sentences[at]
            before = text[sentences[at - 1].start : sentences[at - 1].end] if at else ""
            read = as_read(text[own.start : own.end], before, title.replace("_", " "))
            found.append(Pointed(question["question"], read, own.end - own.start, start - own.start, end - own.start))
    return found


def teach(
    folder: Path,
    examples: Sequence[Pointed],
    out: Path,
    learnt: Path | None = None,
    advance: Callable[[int, int, float], None] = lambda *_: None,
) -> None:
    """Teach the model in `folder` to point at answers and write what it learnt (`spans.safetensors`), on top of what it had `learnt`
    before, if given: the reader's file will do, which knows where answers are. `advance` is told how far it is. A thousand examples take
    two minutes an epoch on two cores with AVX-512."""
    import torch
    from transformers import AutoTokenizer

    chance = random.Random(0)  # noqa: S311 - examples in an order, not a secret
    torch.manual_seed(0)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    before, model = load_model(folder).state_dict(), load_model(folder, learnt)

    def loss_of(batch: Sequence[Pointed]) -> Any:
        read = tokenizer(
            [one.question for one in batch],
            [one.read for one in batch],
            truncation="only_second", max_length=MOST_PIECES, padding=True, return_tensors="pt", return_offsets_mapping=True,
        )  # fmt: skip
        places = read.pop("offset_mapping").tolist()
        targets = [_pieces(one, read.sequence_ids(number), places[number]) for number, one in enumerate(batch)]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=number_type() is torch.bfloat16):
            found = model(**read)
        inside = torch.tensor([[piece in own for piece in range(read.input_ids.shape[1])] for own, _, _ in targets])
        cut_off = -1
        losses = [
            torch.nn.functional.cross_entropy(
                logits.float().masked_fill(~inside, -1e4), torch.tensor([one[which] for one in targets]), ignore_index=cut_off, reduction="sum"
            )
            for which, logits in ((1, found.start_logits), (2, found.end_logits))
        ]
        return torch.stack(losses).mean() / len(batch)

    def shuffled() -> list[Pointed]:
        return chance.sample(examples, len(examples))

    course.follow(model, [shuffled() for _ in range(course.EPOCHS)], loss_of, advance)
    course.keep(before, model.state_dict(), out)


def _pieces(one: Pointed, sequence: Sequence[int | None], places: Sequence[Sequence[int]]) -> tuple[frozenset[int], int, int]:
    """The word pieces of a sentence, and of them the first and the last of its answer; -1 where those were cut off."""
    own = [piece for piece, (number, (start, end)) in enumerate(zip(sequence, places, strict=True)) if number == 1 and start < end <= one.length]
    answer = [piece for piece in own if places[piece][1] > one.start and places[piece][0] < one.end]
    whole = bool(answer) and places[answer[-1]][1] >= one.end
    return frozenset(own), (answer[0] if whole else -1), (answer[-1] if whole else -1)
