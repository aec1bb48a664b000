"""How long things take on this machine: whole answers, the parts of one, start-up, and llama-index's own engine."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Answer
from assistant.pipeline import last
from assistant.session import Session
from corpus.errors import SourceboundError
from eval.engines import citation_query_engine
from eval.questions import COMPARED, QUESTIONS
from eval.stats import percentile
from index.build import build
from index.opened import Index

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: what, its value with the unit, the value to reach (or ""), and whether it was reached."""

    name: str
    value: str
    aim: str = ""
    reached: bool | None = None


def figure(name: str, value: float, unit: str, at_most: float | None = None) -> Figure:
    """A figure with its aim, if it has one."""
    aim = "" if at_most is None else f"≤ {at_most:g} {unit}"
    return Figure(name, f"{value:.2f} {unit}" if unit == "s" else f"{value:.0f} {unit}", aim, None if at_most is None else value <= at_most)


def machine() -> str:
    """Processor, cores in use, memory, Python."""
    cpuinfo, meminfo = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    name = next((line.split(":")[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line), "") if cpuinfo.exists() else ""
    memory = f", {int(meminfo.read_text().split()[1]) / 1e6:.0f} GB" if meminfo.exists() else ""
    return f"{name or platform.processor() or platform.machine()}, {os.cpu_count()} cores{memory}, Python {platform.python_version()}"


def run(report: Callable[[str], None], compare: bool = True) -> list[Figure]:
    """Measure everything on the shipped articles in a fresh data directory; minutes with `compare`."""
    with tempfile.TemporaryDirectory(prefix="sourcebound-bench-") as place:
        data = Path(place) / "data"
        report("index")
        figures = [_index(data)]
        report("answers")
        session = Session.open(data)
        try:
            session.start()
            loading = time.monotonic()
            server = getattr(session.model, "server", None)
            assert server is not None
            server.wait()
            figures.append(figure("model loaded after", time.monotonic() - loading, "s"))
            last(session.assistant.ask(QUESTIONS[0][0]))  # fills the cache of the fixed prefix
            figures += _answers(session)
            if compare:
                report("llama-index CitationQueryEngine on the same questions (a minute each)")
                figures += _compare(session)
        finally:
            session.close()
        report("commands and page")
        figures += [*_commands(), _page(data)]
    return figures


def _index(data: Path) -> Figure:
    index = Index.open(data)
    index.embedder.embed(["warm"])
    started = time.monotonic()
    build(index)
    seconds = time.monotonic() - started
    index.close()
    return figure("index build of the five articles, embedder loaded", seconds, "s", 5)


def _answers(session: Session) -> list[Figure]:
    answers: list[Answer] = []
    prompts: list[int] = []
    for conversation in QUESTIONS:
        name = session.conversations.begin()
        for question in conversation:
            final = last(session.ask(name, question))
            answers.append(final.answer)
            if final.trace.get("usage", {}).get("prompt"):
                prompts.append(final.trace["usage"]["prompt"])
    written = [a.seconds.total for a in answers if a.status == "answered"]
    return [
        figure("evidence shown, p95", percentile([a.seconds.evidence for a in answers], 95), "s", 0.3),
        figure("first checked sentence, p50", statistics.median([a.seconds.first_token for a in answers if a.seconds.first_token is not None]), "s"),
        figure("whole answer, p50", statistics.median(written), "s", 6),
        figure("whole answer, p95", percentile(written, 95), "s"),
        figure("prompt, p50", statistics.median(prompts), "tokens", 350),
        figure("prompt, largest", max(prompts), "tokens"),
    ]


def _compare(session: Session) -> list[Figure]:
    """The same model and embedder through llama-index's CitationQueryEngine with its defaults."""
    engine = citation_query_engine(session)
    theirs, ours = [], []
    for question in COMPARED:
        started = time.monotonic()
        engine.query(question)
        theirs.append(time.monotonic() - started)
        last(session.assistant.ask("Who is Julia Fenner?"))  # their prompt has pushed ours out of the cache
        ours.append(last(session.assistant.ask(question)).answer.seconds.total)
    ratio = statistics.mean(theirs) / statistics.mean(ours)
    return [
        figure(f"CitationQueryEngine, mean of {len(COMPARED)} questions", statistics.mean(theirs), "s"),
        figure(f"Sourcebound, the same {len(COMPARED)} questions", statistics.mean(ours), "s"),
        Figure("CitationQueryEngine takes", f"{ratio:.1f} times as long"),
    ]


def _commands() -> list[Figure]:
    commands = (["app.py"], ["-m", "corpus"], ["-m", "index"], ["-m", "assistant"], ["-m", "eval"])
    slowest = max(min(_seconds([*command, "--help"]) for _ in range(3)) for command in commands)
    return [figure("--help, slowest command, best of three", slowest, "s", 0.3)]


def _seconds(arguments: Sequence[str]) -> float:
    started = time.monotonic()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)  # noqa: S603 - our own commands
    return time.monotonic() - started


def _page(data: Path) -> Figure:
    """From the start of app.py to its first page."""
    port = 7870
    started = time.monotonic()
    process = subprocess.Popen([sys.executable, "app.py", "--port", str(port), "--data", str(data)], cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1) as reply:
                    reply.read()
                return figure("first page after the start of the app", time.monotonic() - started, "s", 10)
            except OSError as error:
                if process.poll() is not None or time.monotonic() - started > 60:
                    raise SourceboundError("The app did not start", f"Run python app.py --port {port}") from error
                time.sleep(0.1)
    finally:
        process.terminate()
        process.wait(10)
