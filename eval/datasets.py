"""Other people's questions: SQuAD, BEIR and plain JSON lines → a library and a gold set."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.describe import describe
from corpus.errors import SourceboundError
from corpus.library import Library
from corpus.sentences import split_sentences
from eval.gold import GoldQuestion, GoldSpan

FORMATS = ("squad", "beir", "jsonl")


@dataclass(frozen=True, slots=True)
class Dataset:
    """Articles, and questions about them."""

    articles: tuple[Article, ...]
    questions: tuple[GoldQuestion, ...]


def read(format_name: str, path: Path) -> Dataset:
    """Read a data set: "squad" a JSON file, "beir" a folder (corpus.jsonl, queries.jsonl, qrels/*.tsv), "jsonl"
    rows {"text", "question", "answer"}. Raises SourceboundError."""
    try:
        return {"squad": _squad, "beir": _beir, "jsonl": _jsonl}[format_name](path)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise SourceboundError(f"{path} is no {format_name} data set ({type(error).__name__}: {error})", "docs/gold.md names the formats") from error


def leave_out(dataset: Dataset, count: int) -> Dataset:
    """Withhold the first `count` articles: their questions can no longer be answered and must be refused."""
    gone = {article.id for article in dataset.articles[:count]}
    questions = tuple(
        q.model_copy(update={"answerable": False, "answer": (), "evidence": (), "wrong": (), "kind": "left_out"}) if q.cluster in gone else q
        for q in dataset.questions
    )
    return Dataset(dataset.articles[count:], questions)


def store(dataset: Dataset, data: Path, gold: Path) -> None:
    """Make a new library of the articles and write the gold set. Raises SourceboundError if the library has others."""
    from eval.gold import save

    library = Library.open(data, seed=False)
    for article in dataset.articles:
        library.add(article)
    if library.count() != len(dataset.articles):
        raise SourceboundError(f"{data} has other articles too", "Choose a new data directory with --data DIR")
    save(gold, dataset.questions)


def _squad(path: Path) -> Dataset:
    articles, questions = [], []
    for number, entry in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        text, starts = "", []
        for paragraph in entry["paragraphs"]:
            starts.append(len(text))
            text += paragraph["context"] + "\n\n"
        article = describe(text, article_id=f"squad-{number:03d}", title=str(entry.get("title", "")).replace("_", " "))
        articles.append(article)
        spans = [(s.start, s.end) for s in split_sentences(text)]
        for start, paragraph in zip(starts, entry["paragraphs"], strict=True):
            for asked in paragraph["qas"]:
                places = sorted({_sentence(spans, start + a["answer_start"]) for a in asked["answers"]})
                questions.append(_question(str(asked["id"]), asked["question"], [a["text"] for a in asked["answers"]], article, places, number))
    return Dataset(tuple(articles), tuple(questions))


def _beir(path: Path) -> Dataset:
    documents = {str(row["_id"]): row for row in _rows(path / "corpus.jsonl")}
    queries = {str(row["_id"]): str(row["text"]) for row in _rows(path / "queries.jsonl")}
    articles = {
        name: describe(str(row["text"]), article_id=name, title=str(row.get("title", "")))
        for name, row in documents.items()
        if str(row["text"]).strip()
    }
    relevant: dict[str, list[str]] = {}
    for file in sorted((path / "qrels").glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            query, document, grade = line.split("\t")[:3]
            if int(grade) > 0 and document in articles:
                relevant.setdefault(query, []).append(document)
    questions = []
    for number, (query, names) in enumerate(sorted(relevant.items())):
        spans = tuple(GoldSpan(article=name, start=0, end=len(articles[name].text), quote=articles[name].text) for name in names)
        questions.append(
            GoldQuestion(
                id=f"beir-{query}", kind="retrieval", split=_split(number), question=queries[query], answerable=True, reference="", evidence=(spans,)
            )
        )
    return Dataset(tuple(articles.values()), tuple(questions))


def _jsonl(path: Path) -> Dataset:
    articles: dict[str, Article] = {}
    questions = []
    for number, row in enumerate(_rows(path)):
        text = str(row["text"])
        article = articles.setdefault(text, describe(text, article_id=f"text-{len(articles):03d}", title=str(row.get("title", ""))))
        answers = [row["answer"]] if isinstance(row.get("answer"), str) else list(row.get("answer") or [])
        spans = [(s.start, s.end) for s in split_sentences(text)]
        places = sorted({_sentence(spans, match.start()) for a in answers for match in re.finditer(re.escape(a), text)})
        if answers and not places:
            raise ValueError(f"row {number + 1}: the answer is not in the text")
        questions.append(_question(str(row.get("id", number + 1)), str(row["question"]), answers, article, places, number))
    return Dataset(tuple(articles.values()), tuple(questions))


def _question(name: str, asked: str, answers: Iterable[str], article: Article, places: list[tuple[int, int]], number: int) -> GoldQuestion:
    alternatives = tuple(dict.fromkeys(answers))
    spans = tuple(GoldSpan(article=article.id, start=s, end=e, quote=article.text[s:e]) for s, e in places)
    return GoldQuestion(
        id=name, kind="question", split=_split(number), question=asked, answerable=bool(alternatives), answer=(alternatives,) if alternatives else (),
        reference=alternatives[0] if alternatives else "not in the text", evidence=(spans,) if spans else (),
    )  # fmt: skip


def _sentence(spans: list[tuple[int, int]], position: int) -> tuple[int, int]:
    """The sentence that a character stands in."""
    return next(span for span in spans if span[0] <= position < span[1])


def _split(number: int) -> Any:
    """Three articles of five are dev, so that no article is in both splits."""
    return "dev" if number % 5 < 3 else "test"


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
