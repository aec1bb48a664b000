"""Teaching to see that articles differ (`index/rival.py`): what two papers say → what all-mpnet-base-v2 learns over its own weights.

A line of an example file is a question with one answer, as JSON: {"q": …, "says": …, "title": …, "otherwise": {"before": …, "text": …},
"same": {…}, "beside": [{…}, …]}. `says` is a sentence that answers; all others are of another article, called `title`, each with the one
before it: `otherwise` gives another answer, `same` the same one, `beside` none.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import SourceboundError
from eval import course
from eval.teach import Group, group_loss
from index.reader import as_read
from index.reader import load as load_model
from index.rival import MOST_PIECES, asked_with

# Sentences read together; how often the answers are taken the other way round.
GROUP, TURNED = 5, 0.3


class Sentence(BaseModel):
    """A sentence of the other article, and the one before it."""

    model_config = ConfigDict(extra="ignore")
    before: str
    text: str


class Rivals(BaseModel):
    """A question with what two articles say to it."""

    model_config = ConfigDict(extra="ignore")
    q: str
    says: str
    title: str
    otherwise: Sentence
    same: Sentence
    beside: list[Sentence] = Field(min_length=1)


def load(folder: Path) -> list[Rivals]:
    """The examples of all JSON Lines files in a folder and those under it. Raises SourceboundError naming what is wrong."""
    found: list[Rivals] = []
    for path in sorted(folder.rglob("*.jsonl")):
        where = f"{path} cannot be read"
        try:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                where = f"{path}, line {number}, is no example"
                found.append(Rivals.model_validate_json(line))
        except (OSError, ValueError) as error:  # pydantic's ValidationError and UnicodeDecodeError are ValueErrors
            raise SourceboundError(f"{where} ({type(error).__name__})", "docs/evaluation.md describes the format") from error
    if not found:
        raise SourceboundError(f"There are no examples in {folder}", "docs/evaluation.md describes the format")
    return found


def groups(examples: Sequence[Rivals], chance: random.Random) -> list[Group]:
    """Each question with the sentence that differs among others, and without it but with the one that agrees: an epoch's worth, in chance order."""
    found: list[Group] = []
    for one in examples:

        def read(sentence: Sentence, title: str = one.title) -> str:
            return as_read(sentence.text, sentence.before, title)

        beside = chance.sample([read(other) for other in one.beside], len(one.beside))
        found.append((asked_with(one.q, one.says), [read(one.otherwise), *beside[: GROUP - 1]], 0))
        found.append((asked_with(one.q, one.says), [read(one.same), *beside[: GROUP - 2]], -1))
        if chance.random() < TURNED:
            found.append((asked_with(one.q, one.otherwise.text), [as_read(one.says, "", ""), *beside[: GROUP - 2]], 0))
    chance.shuffle(found)
    return found


def teach(
    folder: Path,
    examples: Sequence[Rivals],
    out: Path,
    learnt: Path | None = None,
    advance: Callable[[int, int, float], None] = lambda *_: None,
) -> None:
    """Teach the model in `folder` to see what differs and write what it learnt (`rival.safetensors`), on top of what it had `learnt` before,
    if given: the reader's file will do, which knows what answers. `advance` is told how far it is."""
    import torch
    from transformers import AutoTokenizer

    chance = random.Random(0)  # noqa: S311 - examples in an order, not a secret
    torch.manual_seed(0)
    before, model = load_model(folder).state_dict(), load_model(folder, learnt)
    loss_of = group_loss(model, AutoTokenizer.from_pretrained(folder), MOST_PIECES)
    course.follow(model, [groups(examples, chance) for _ in range(course.EPOCHS)], loss_of, advance)
    course.keep(before, model.state_dict(), out)
