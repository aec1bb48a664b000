"""The gold set: questions with their answers and the spans of the articles that hold them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from rapidfuzz import fuzz, process

from corpus.errors import SourceboundError
from corpus.library import Library
from eval.metrics import finds

DEFAULT = Path(__file__).parent / "gold" / "articles.jsonl"
KINDS = (
    "fact", "number", "list", "comparison", "conflict", "latest", "spelling", "why", "near_miss", "far", "false_premise", "injection", "conversation",
    "no_agreement",
)  # fmt: skip
_NEAR_DUPLICATE = 92.0


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldSpan(_Frozen):
    """A passage that answers: characters `start` to `end` of an article, which are `quote`."""

    article: str
    start: int
    end: int
    quote: str


class GoldQuestion(_Frozen):
    """One question. `answer` are groups of alternatives: one of each group must be in a right answer, and
    none of `wrong`. `evidence` are groups too: one span of each is needed, the others of the group serve
    as well. A question that is not `answerable` has neither."""

    id: str
    kind: str
    split: Literal["dev", "test"]
    question: str
    history: tuple[str, ...] = ()
    answerable: bool
    answer: tuple[tuple[str, ...], ...] = ()
    wrong: tuple[str, ...] = ()
    reference: str
    evidence: tuple[tuple[GoldSpan, ...], ...] = ()

    @property
    def spans(self) -> list[GoldSpan]:
        """All spans, of all groups."""
        return [span for group in self.evidence for span in group]

    @property
    def cluster(self) -> str:
        """The article that intervals are clustered by: the first that holds the answer, or ""."""
        return self.evidence[0][0].article if self.evidence else ""


def load(path: Path) -> list[GoldQuestion]:
    """Read a gold set. Raises SourceboundError naming the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceboundError(f"{path} cannot be read ({error})", "Give a gold set, JSON lines in UTF-8") from error
    questions = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            questions.append(GoldQuestion.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            raise SourceboundError(
                f"{path}, line {number}: {'.'.join(map(str, first['loc']))}: {first['msg']}", "docs/gold.md describes the format"
            ) from error
    if not questions:
        raise SourceboundError(f"{path} holds no question", "docs/gold.md describes the format")
    return questions


def save(path: Path, questions: Iterable[GoldQuestion]) -> None:
    """Write a gold set, a question a line."""
    path.write_text("".join(json.dumps(q.model_dump(mode="json"), ensure_ascii=False) + "\n" for q in questions), encoding="utf-8")


def check(questions: Sequence[GoldQuestion], library: Library) -> list[str]:
    """What is wrong with a gold set, a sentence each; an empty list means nothing is."""
    problems: list[str] = []
    texts = {article.id: article.text for article in library.all()}
    for question in questions:
        problems += [f"{question.id}: {problem}" for problem in _check_question(question, texts)]
    problems += [f"{name}: the id is used {count} times" for name, count in Counter(q.id for q in questions).items() if count > 1]
    problems += _duplicates(questions)
    used = {span.article for question in questions for span in question.spans}
    problems += [f"article {name} is used by no question" for name in texts if name not in used]
    return problems


def _check_question(question: GoldQuestion, texts: dict[str, str]) -> list[str]:
    problems = []
    if question.answerable and not (question.answer and question.evidence):
        problems.append("answerable, but without answer or evidence")
    if not question.answerable and (question.answer or question.evidence):
        problems.append("not answerable, but with answer or evidence")
    for span in question.spans:
        if span.article not in texts:
            problems.append(f"there is no article {span.article}")
        elif texts[span.article][span.start : span.end] != span.quote or not span.quote:
            problems.append(f"the quote is not at {span.article} {span.start}–{span.end}")
    held = " ".join(span.quote for span in question.spans)
    problems += [f"no evidence has any of {' | '.join(group)}" for group in question.answer if not any(finds(held, word) for word in group)]
    if not finds_all(question.reference, question) and question.answerable:
        problems.append("the reference answer would be judged wrong")
    return problems


def finds_all(text: str, question: GoldQuestion) -> bool:
    """Whether a text has one alternative of every group, and nothing wrong."""
    right = all(any(finds(text, alternative) for alternative in group) for group in question.answer)
    return right and not any(finds(text, wrong) for wrong in question.wrong)


def _duplicates(questions: Sequence[GoldQuestion]) -> list[str]:
    """The same question twice, and questions too much alike in different splits."""
    problems = []
    texts = [" ".join([*q.history, q.question]).casefold() for q in questions]
    for i, question in enumerate(questions):
        for text, _, j in process.extract(texts[i], texts[i + 1 :], scorer=fuzz.ratio, score_cutoff=_NEAR_DUPLICATE, limit=None):
            other = questions[i + 1 + j]
            if text == texts[i]:
                problems.append(f"{question.id} and {other.id} are the same question")
            elif question.split != other.split:
                problems.append(f"{question.id} and {other.id} are nearly the same question in different splits")
    return problems


def counts(questions: Sequence[GoldQuestion]) -> dict[str, dict[str, int]]:
    """Questions by kind and split."""
    found: dict[str, dict[str, int]] = {}
    for question in questions:
        found.setdefault(question.kind, {"dev": 0, "test": 0})[question.split] += 1
    return found
