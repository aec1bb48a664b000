"""A run: every question of a gold set asked of the chain, its answer scored, all of it kept."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.session import Session
from corpus.errors import SourceboundError
from eval import gold, report, score
from eval.bench import machine
from eval.engines import Engine, Sourcebound
from eval.gold import GoldQuestion
from eval.judge import Judge
from eval.judge import describe as describe_judge
from index import published

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


def run(
    session: Session,
    questions: Sequence[GoldQuestion],
    name: str,
    advance: Callable[[int, float], None] = lambda done, right: None,
    engine: Engine | None = None,
    judge: Judge | None = None,
    baseline: dict[str, Any] | None = None,
) -> Path:
    """Ask, score, write; return the run's folder `runs/<time>-<name>` in the data directory.

    An answer that was given before under the same question, code, settings, model and library is
    taken from the cache: a run that was killed goes on from where it was. `engine` answers in place of
    the session's own chain; a `baseline` (a loaded run) marks the questions that flipped. Raises
    SourceboundError if the library is not the one that the gold set is about.
    """
    _require_articles(session, questions)
    runs = session.index.data / "runs"
    cache = runs / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    engine = engine or Sourcebound(session)
    about = describe(session, type(engine).__name__)
    if judge:
        about["judge"] = describe_judge(judge)
    rows = []
    for number, question in enumerate(questions, start=1):
        value, cached = _answer(engine, question, about["fingerprint"], cache)
        scores = score.score(question, value["answer"], value["trace"])
        if judge and question.answerable and value["answer"]["status"] == "answered":
            scores["judged_right"] = judge.grade(question.question, question.reference, score.shown(value["answer"]))
        rows.append(
            question.model_dump(mode="json", exclude={"answer"})
            | {"gold": question.answer, "cluster": question.cluster, "cached": cached, "scores": scores, "lacking": score.lacking(value["answer"])}
            | {"answer": value["answer"], "trace": value["trace"]}
        )
        advance(number, sum(row["scores"]["correct"] == 1.0 for row in rows) / number)
    if not all(row["cached"] for row in rows):
        about["peak_memory_mb"] = peak_memory(session)
    if baseline:
        about["baseline"] = {"name": baseline["name"], "commit": baseline["commit"], "at": baseline["at"]}
        mark_flips(rows, baseline["rows"])
    folder = _new_folder(runs, name)
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


def describe(session: Session, engine: str = "Sourcebound") -> dict[str, Any]:
    """All that determines an answer besides its question, and its fingerprint."""
    index, model = session.index, session.model
    known = published.MODELS.get(model.name)
    library = hashlib.sha256("".join(sorted(f"{a.id} {a.sha256}\n" for a in index.library.all())).encode()).hexdigest()
    decides = {
        "engine": engine,
        "settings": index.settings.model_dump(mode="json"),
        "parts": session.assistant.parts.model_dump(mode="json"),
        "index": asdict(index.manifest),
        "model": model.name,
        "model_sha256": known.main.sha256 if known else None,
        "library": library,
        "code": _code_digest(),
    }
    fingerprint = hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()
    return decides | {"fingerprint": fingerprint, "commit": _commit(), "machine": machine(), "at": datetime.now(UTC).isoformat(timespec="seconds")}


def _answer(engine: Engine, question: GoldQuestion, fingerprint: str, cache: Path) -> tuple[dict[str, Any], bool]:
    """The answer and trace of a question, with the earlier questions asked first; and whether it was cached."""
    key = hashlib.sha256(json.dumps([fingerprint, question.question, question.history]).encode()).hexdigest()
    path = cache / f"{key}.json"
    try:
        value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return value, True
    except (OSError, ValueError):
        pass
    value = engine.ask([*question.history, question.question])
    if value["answer"]["status"] == "error":
        return value, False  # asked again by the next run
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    partial.replace(path)
    return value, False


def mark_flips(rows: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]]) -> None:
    """Note at each row whether its answer became right ("gained") or wrong ("lost") since another run."""
    was = {row["id"]: row["scores"]["correct"] for row in before}
    for row in rows:
        now, then = row["scores"]["correct"], was.get(row["id"])
        row["flip"] = "" if now is None or then is None or now == then else "gained" if now > then else "lost"


def peak_memory(session: Session) -> dict[str, int | None]:
    """The most memory, in MB, that this process and the model server have held so far; None where it is not told."""
    server = getattr(session.model, "server", None)
    return {"assistant": _peak(os.getpid()), "model_server": _peak(server.pid) if server is not None and server.pid else None}


def _peak(pid: int) -> int | None:
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), None)


def _new_folder(runs: Path, name: str) -> Path:
    """A folder that nobody has: two runs may end within the same second."""
    stem = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{re.sub(r'[^A-Za-z0-9_.-]+', '-', name).strip('-.') or 'run'}"
    for number in itertools.count(1):
        folder = runs / (stem if number == 1 else f"{stem}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise AssertionError


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
