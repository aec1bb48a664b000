"""A run: every question of a gold set asked of the chain, its answer scored, all of it kept."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.answer import Final
from assistant.pipeline import last
from assistant.session import Session
from corpus.errors import SourceboundError
from eval import gold, report, score
from eval.bench import machine
from eval.gold import GoldQuestion
from index import models

ROOT = Path(__file__).resolve().parent.parent
CODE = ("corpus", "index", "assistant")


def select(questions: Sequence[GoldQuestion], split: str = "dev", kinds: Sequence[str] = (), sample: int = 0) -> list[GoldQuestion]:
    """The questions of a split ("dev", "test", "all") and of some kinds; every n-th of them if a sample is asked for.

    Raises SourceboundError if none is left.
    """
    chosen = [q for q in questions if split in ("all", q.split) and (not kinds or q.kind in kinds)]
    if sample and sample < len(chosen):
        chosen = [chosen[i * len(chosen) // sample] for i in range(sample)]
    if not chosen:
        raise SourceboundError("No question is left", f"Kinds: {', '.join(sorted({q.kind for q in questions}))}; splits: dev, test, all")
    return chosen


def run(session: Session, questions: Sequence[GoldQuestion], name: str, advance: Callable[[int, float], None] = lambda done, right: None) -> Path:
    """Ask, score, write; return the run's folder `runs/<time>-<name>` in the data directory.

    An answer that was given before under the same question, code, settings, model and library is
    taken from the cache: a run that was killed goes on from where it was. Raises SourceboundError if
    the library is not the one that the gold set is about.
    """
    _require_articles(session, questions)
    runs = session.index.data / "runs"
    cache = runs / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    about = describe(session)
    rows = []
    for number, question in enumerate(questions, start=1):
        value, cached = _answer(session, question, about["fingerprint"], cache)
        scores = score.score(question, value["answer"], value["trace"])
        rows.append(
            question.model_dump(mode="json", exclude={"answer"})
            | {"gold": question.answer, "cluster": question.cluster, "cached": cached, "scores": scores}
            | {"answer": value["answer"], "trace": value["trace"]}
        )
        advance(number, sum(row["scores"]["correct"] == 1.0 for row in rows) / number)
    folder = runs / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{name}"
    folder.mkdir()
    (folder / "results.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    (folder / "run.json").write_text(
        json.dumps(about | {"name": name, "summary": score.summarise(rows)}, indent=1, ensure_ascii=False), encoding="utf-8"
    )
    report.write(folder, load(folder), {article.id: article.text for article in session.index.library.all()})
    return folder


def load(folder: Path) -> dict[str, Any]:
    """A run from its folder: what run.json says, and its rows. Raises SourceboundError."""
    try:
        about: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        rows = [json.loads(line) for line in (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise SourceboundError(f"{folder} is no run ({error})", "Give a folder that `python -m eval run` has written") from error
    return about | {"rows": rows, "folder": str(folder)}


def describe(session: Session) -> dict[str, Any]:
    """All that determines an answer besides its question, and its fingerprint."""
    index, model = session.index, session.model
    known = models.MODELS.get(model.name)
    library = hashlib.sha256("".join(sorted(f"{a.id} {a.sha256}\n" for a in index.library.all())).encode()).hexdigest()
    decides = {
        "settings": index.settings.model_dump(mode="json"),
        "index": asdict(index.manifest),
        "model": model.name,
        "model_sha256": known.main.sha256 if known else None,
        "library": library,
        "code": _code_digest(),
    }
    fingerprint = hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()
    return decides | {"fingerprint": fingerprint, "commit": _commit(), "machine": machine(), "at": datetime.now(UTC).isoformat(timespec="seconds")}


def _answer(session: Session, question: GoldQuestion, fingerprint: str, cache: Path) -> tuple[dict[str, Any], bool]:
    """The answer and trace of a question, with the earlier questions asked first; and whether it was cached."""
    key = hashlib.sha256(json.dumps([fingerprint, question.question, question.history]).encode()).hexdigest()
    path = cache / f"{key}.json"
    try:
        value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return value, True
    except (OSError, ValueError):
        pass
    final = _ask(session, [*question.history, question.question])
    value = {"answer": final.answer.to_json(), "trace": final.trace}
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    partial.replace(path)
    return value, False


def _ask(session: Session, turns: Sequence[str]) -> Final:
    """Ask the turns of a conversation that is not kept; the last answer."""
    conversation = session.conversations.begin()
    try:
        finals = [last(session.ask(conversation, turn)) for turn in turns]
    finally:
        session.conversations.remove(conversation)
    return finals[-1]


def _require_articles(session: Session, questions: Sequence[GoldQuestion]) -> None:
    texts = {article.id: article.text for article in session.index.library.all()}
    for question in questions:
        for span in question.spans:
            if texts.get(span.article, "")[span.start : span.end] != span.quote:
                raise SourceboundError(
                    f"The library is not the one of this gold set: {span.article} {span.start}–{span.end} differs",
                    "Give its data directory with --data, or check the set with `python -m eval gold check`",
                )


def _code_digest() -> str:
    digest = hashlib.sha256()
    for path in _code_files():
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _code_files() -> Iterator[Path]:
    for package in CODE:
        yield from sorted(path for path in (ROOT / package).rglob("*") if path.suffix in (".py", ".toml", ".sql") and "ui" not in path.parts)


def _commit() -> str:
    done = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return done.stdout.strip() or "unknown"


def default_gold(path: Path | None) -> list[GoldQuestion]:
    """The gold set at a path, or the one of the project."""
    return gold.load(path or gold.DEFAULT)
