"""A language model as a second judge of answers: never needed, never alone, and measured against people first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.llm import LanguageModel, Message, Usage
from eval.stats import Interval, wilson

LABELS = Path(__file__).parent / "gold" / "labels.jsonl"
_SYSTEM = (
    "You grade answers. You get a question, a reference answer that is right, and an answer. The answer is RIGHT if it says what the "
    "reference says, in any words, or more that does not contradict it. It is WRONG if it says something else, less, or nothing to the "
    "question. Reply with one word, RIGHT or WRONG."
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often a judge says what people said: the share, its interval, Cohen's kappa, answers that it could not grade."""

    share: Interval
    kappa: float
    unscored: int


class Judge:
    """Grades answers with a model, at temperature 0; a grade is kept, so that it is asked for once."""

    def __init__(self, model: LanguageModel, cache: Path) -> None:
        self.model, self._cache = model, cache
        cache.mkdir(parents=True, exist_ok=True)

    @property
    def pin(self) -> dict[str, str]:
        """What a grade depends on: the model and the instructions."""
        return {"model": self.model.name, "instructions_sha256": hashlib.sha256(_SYSTEM.encode()).hexdigest()}

    def grade(self, question: str, reference: str, answer: str) -> float | None:
        """1.0 right, 0.0 wrong, None where the model says neither. Raises ModelUnavailable."""
        key = hashlib.sha256(json.dumps([self.pin, question, reference, answer]).encode()).hexdigest()
        path = self._cache / f"judged-{key}.txt"
        if not path.exists():
            asked = f"Question: {question}\nReference answer: {reference}\nAnswer: {answer}"
            said = "".join(self.model.stream([Message("system", _SYSTEM), Message("user", asked)], 4, Usage()))
            path.write_text(said, encoding="utf-8")
        first = path.read_text(encoding="utf-8").strip().upper()
        return 1.0 if first.startswith("RIGHT") else 0.0 if first.startswith("WRONG") else None

    def agreement(self, labels: Path = LABELS) -> Agreement:
        """How far this judge agrees with the answers that people labelled."""
        rows = load_labels(labels)
        return agreement([self.grade(row["question"], row["reference"], row["answer"]) for row in rows], [row["right"] for row in rows])


def load_labels(path: Path = LABELS) -> list[dict[str, Any]]:
    """Answers that a person called right or wrong: {"id", "question", "reference", "answer", "right"}."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def agreement(grades: Sequence[float | None], labels: Sequence[bool]) -> Agreement:
    """Agreement of grades with labels. What could not be graded counts as disagreement.

    Source of kappa: Cohen, "A coefficient of agreement for nominal scales", 1960.
    """
    same = sum(grade is not None and (grade == 1.0) == label for grade, label in zip(grades, labels, strict=True))
    said, due = sum(grade == 1.0 for grade in grades) / len(grades), sum(labels) / len(labels)
    by_chance = said * due + (1 - said) * (1 - due)
    share = same / len(labels)
    kappa = (share - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0
    return Agreement(wilson(same, len(labels)), kappa, sum(grade is None for grade in grades))


def describe(judge: Judge) -> dict[str, Any]:
    """The judge's pin and its agreement, for a run."""
    return judge.pin | {"agreement": asdict(judge.agreement())}
