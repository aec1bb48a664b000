"""Teaching the reader (`index/reader.py`): labelled sentences → what all-mpnet-base-v2 learns over its own weights.

An example file is an article with questions about it, as JSON: {"headline": …, "sentences": [...], "questions": [{"q": …,
"a": [3], "near": [7]}]}; `a` are the numbers of the sentences any of which answers (none: nothing does), `near` of those
that only look as if they did. A SQuAD file does too, each of its paragraphs an article.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.introduced import introducing, names_in
from corpus.errors import SourceboundError
from corpus.sentences import split_sentences
from eval import course
from index.reader import MOST_PIECES, as_read, number_type
from index.reader import load as load_model

# A group: sentences read together. How often an answered question is asked of a group without its answer, too.
GROUP, WITHHELD = 6, 0.2
# What is asked, sentences as the reader sees them, and the place of the one that answers, -1 for none.
Group = tuple[str, list[str], int]


class _Question(BaseModel):
    model_config = ConfigDict(extra="ignore")
    q: str
    a: list[int] = []
    near: list[int] = []


class _Article(BaseModel):
    model_config = ConfigDict(extra="ignore")
    headline: str
    sentences: list[str]
    questions: list[_Question]


@dataclass(frozen=True, slots=True)
class Example:
    """A question, what answers it, what looks as if it did, and other sentences of the article, all as the reader sees them."""

    question: str
    answers: tuple[str, ...]
    near: tuple[str, ...]
    rest: tuple[str, ...]


def load(folder: Path) -> list[Example]:
    """The examples of all JSON files in a folder and those under it. Raises SourceboundError naming the file that is wrong."""
    found: list[Example] = []
    for path in sorted(folder.rglob("*.json")):
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
            articles = list(_paragraphs(value)) if "data" in value else [_Article.model_validate(value)]
        except (OSError, ValueError, KeyError, TypeError) as error:  # pydantic's ValidationError is a ValueError
            raise SourceboundError(f"{path} holds no examples ({type(error).__name__})", "docs/evaluation.md describes the format") from error
        for article in articles:
            found += _examples(article, path)
    if not found:
        raise SourceboundError(f"There are no examples in {folder}", "docs/evaluation.md describes the format")
    return found


def _paragraphs(squad: dict[str, Any]) -> Iterator[_Article]:
    """The paragraphs of a SQuAD data set, each sentence that holds the beginning of an answer as one that answers."""
    for article in squad["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            sentences = split_sentences(text)
            asked = []
            for question in paragraph["qas"]:
                starts = [answer["answer_start"] for answer in question["answers"]]
                answers = [number for number, one in enumerate(sentences) if any(one.start <= start < one.end for start in starts)]
                asked.append(_Question(q=question["question"], a=answers))
            yield _Article(headline=article.get("title", ""), sentences=[text[one.start : one.end] for one in sentences], questions=asked)


def _examples(article: _Article, path: Path) -> list[Example]:
    texts = article.sentences
    known = names_in(texts)
    read = [
        as_read(text, before, article.headline, introducing(text, texts[:n], known))
        for n, (text, before) in enumerate(zip(texts, ["", *texts], strict=False))
    ]
    examples = []
    for one in article.questions:
        wrong = [number for number in (*one.a, *one.near) if not 0 <= number < len(texts)]
        if wrong:
            raise SourceboundError(f"{path}: there is no sentence {wrong[0]} for {one.q!r}", "Sentences are counted from 0")
        near = [number for number in one.near if number not in one.a]
        rest = [number for number in range(len(texts)) if number not in (*one.a, *near)]
        examples.append(Example(one.q, *(tuple(read[number] for number in numbers) for numbers in (one.a, near, rest))))
    return examples


def groups(examples: Sequence[Example], chance: random.Random) -> list[Group]:
    """Each question with up to GROUP sentences: an epoch's worth, in chance order."""
    found = []
    for one in examples:
        others = list(one.near[: GROUP // 2])
        others += chance.sample(one.rest, min(len(one.rest), GROUP - 1 - len(others)))
        if one.answers:
            found.append((one.question, [chance.choice(one.answers), *others], 0))
        if others and (not one.answers or chance.random() < WITHHELD):
            found.append((one.question, others, -1))
    chance.shuffle(found)
    return found


def teach(
    folder: Path,
    examples: Sequence[Example],
    out: Path,
    learnt: Path | None = None,
    advance: Callable[[int, int, float], None] = lambda *_: None,
) -> None:
    """Teach the model in `folder` with examples and write what it learnt (`reader.safetensors`), on top of what it had
    `learnt` before, if given. `advance` is told the groups done, of how many, and the mean loss of the epoch so far. A thousand
    examples take about 25 minutes on two cores with AMX, several times as long on others."""
    import torch
    from transformers import AutoTokenizer

    chance = random.Random(0)  # noqa: S311 - examples in an order, not a secret
    torch.manual_seed(0)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    before, model = load_model(folder).state_dict(), load_model(folder, learnt)

    loss_of = group_loss(model, tokenizer, MOST_PIECES)
    course.follow(model, [groups(examples, chance) for _ in range(course.EPOCHS)], loss_of, advance)
    course.keep(before, model.state_dict(), out)


def group_loss(model: Any, tokenizer: Any, most_pieces: int) -> Callable[[Sequence[Group]], Any]:
    """The mean loss of groups: how unlikely the place of each is, against the others and against none of them."""
    import torch

    def loss_of(batch: Sequence[Group]) -> Any:
        pairs = [(question, sentence) for question, sentences, _ in batch for sentence in sentences]
        read = tokenizer([a for a, _ in pairs], [b for _, b in pairs], truncation=True, max_length=most_pieces, padding=True, return_tensors="pt")
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=number_type() is torch.bfloat16):
            odds = model(**read).logits[:, 0].float().split([len(sentences) for _, sentences, _ in batch])
        losses = [
            torch.nn.functional.cross_entropy(torch.cat([torch.zeros(1), scores])[None], torch.tensor([place + 1]))
            for scores, (_, _, place) in zip(odds, batch, strict=True)
        ]
        return torch.stack(losses).mean()

    return loss_of
