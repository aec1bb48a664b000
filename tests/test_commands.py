"""The commands as their users run them: real processes, exit codes, JSON, one line for what is wrong."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import write
from warm import Warm

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.model  # the real embedder; the language model only where it says so


_warm: list[Warm] = []


@pytest.fixture(scope="module", autouse=True)
def warm() -> Iterator[None]:
    _warm.append(Warm())
    yield
    _warm.pop().close()


def run(*arguments: str | Path, env: dict[str, str] | None = None, code: int = 0, said: str = "") -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as place:
        done = _warm[0].run([*map(str, arguments)], os.environ | (env or {}), Path(place), said)
    assert done.returncode == code, (done.stdout, done.stderr)
    return done


def failure(*arguments: str | Path, env: dict[str, str] | None = None) -> str:
    """The one line with which a command fails."""
    done = run(*arguments, env=env, code=1)
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("error: ")
    return lines[0]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped articles, indexed by the command itself."""
    place = tmp_path_factory.mktemp("commands") / "data"
    value = json.loads(run("-m", "index", "build", "--json", "--data", place).stdout)
    assert (value["articles"], value["refused"]) == (5, [])
    return place


def test_a_second_build_does_nothing_and_verify_agrees(data: Path) -> None:
    assert json.loads(run("-m", "index", "build", "--json", "--data", data).stdout)["articles"] == 0
    assert json.loads(run("-m", "index", "verify", "--json", "--data", data).stdout) == {"ok": True, "problems": []}
    status = json.loads(run("-m", "index", "status", "--json", "--data", data).stdout)
    assert (status["articles"], status["pending"], status["dimension"], status["problem"]) == (5, 0, 384, "")


def test_index_build_from_a_folder_has_only_that_folder(tmp_path: Path) -> None:
    write(tmp_path / "mine", "harbour.txt", "The harbour of Split closed on May 3, 2024.")
    write(tmp_path / "mine" / "deeper", "zoo.md", "# Zoo\n\nThe zoo bought 14 zebras.\n")
    place = tmp_path / "data"
    run("-m", "index", "build", "--articles", tmp_path / "mine", "--data", place)
    listed = json.loads(run("-m", "corpus", "list", "--json", "--data", place).stdout)
    assert sorted(article["id"] for article in listed) == ["harbour", "zoo"]
    hits = json.loads(run("-m", "index", "search", "zebras", "--json", "--k", "1", "--data", place).stdout)
    assert hits[0]["article_id"] == "zoo"


def test_corpus_commands(data: Path, tmp_path: Path) -> None:
    place = tmp_path / "data"
    path = write(tmp_path, "harbour.txt", "The harbour of Split closed on May 3, 2024.")
    bad = write(tmp_path, "bad.txt", b"\x00" * 100)
    done = run("-m", "corpus", "add", path, bad, "--json", "--data", place, code=1)
    assert [row["change"] for row in json.loads(done.stdout)] == ["added", "refused"]
    assert "is not text" in done.stderr
    assert "unchanged" in run("-m", "corpus", "add", path, "--data", place).stdout
    shown = json.loads(run("-m", "corpus", "show", "harbour", "--json", "--data", place).stdout)
    assert shown["text"] == "The harbour of Split closed on May 3, 2024."
    assert (shown["id"], shown["date"]) == ("harbour", "2024-05-03")
    assert {"id", "title", "source", "date", "date_from", "text"} <= shown.keys()
    assert len(json.loads(run("-m", "corpus", "list", "--json", "--data", place).stdout)) == 6
    run("-m", "corpus", "remove", "harbour", "--data", place)
    assert "no article" in failure("-m", "corpus", "show", "harbour", "--data", place)


def test_search_batch(data: Path, tmp_path: Path) -> None:
    rows = write(tmp_path, "rows.jsonl", '{"id": "a", "question": "Belavia sanctions"}\n\n{"id": "b", "question": "embassy in Minsk"}\n')
    lines = [json.loads(line) for line in run("-m", "index", "search", "--batch", rows, "--k", "3", "--data", data).stdout.splitlines()]
    assert [row["id"] for row in lines] == ["a", "b"]
    assert all(len(row["hits"]) == 3 for row in lines)


def test_ask_without_a_model(data: Path) -> None:
    value = json.loads(run("-m", "assistant", "ask", "How many people did Lukashenko pardon?", "--json", "--llm", "none", "--data", data).stdout)
    assert value["status"] == "answered"
    assert "25" in value["answer"]
    refused = json.loads(run("-m", "assistant", "ask", "What is the capital of Australia?", "--json", "--llm", "none", "--data", data).stdout)
    assert (refused["status"], refused["citations"]) == ("not_found", [])
    assert refused["nearest"]


def test_ask_batch_with_the_model(data: Path, tmp_path: Path) -> None:
    """What the issue shows: a number, a refusal and a follow-up, each with an exact quote."""
    rows = [
        {"id": "1", "question": "How many people did Lukashenko pardon on September 16, 2025?"},
        {"id": "2", "question": "What is the capital of Australia?"},
        {"id": "3", "question": "Why was it closed?", "history": ["When did the US embassy in Minsk close?"]},
    ]
    path = write(tmp_path, "rows.jsonl", "\n".join(map(json.dumps, rows)))
    answers = [json.loads(line) for line in run("-m", "assistant", "ask", "--batch", path, "--data", data).stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["1", "2", "3"]
    assert [answer["status"] for answer in answers] == ["answered", "not_found", "answered"]
    assert "25" in answers[0]["answer"]
    assert answers[2]["standalone_question"] == "Why was the US embassy in Minsk closed?"
    assert "Ukraine" in answers[2]["answer"]
    for answer in answers:
        for citation in answer["citations"]:
            article = json.loads(run("-m", "corpus", "show", citation["article_id"], "--json", "--data", data).stdout)
            assert article["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_chat_reads_lines_until_an_empty_one(data: Path) -> None:
    said = "Which airline had its sanctions lifted?\nWhat is the capital of Australia?\n\n"
    done = run("-m", "assistant", "chat", "--llm", "none", "--data", data, said=said)
    assert "Belavia" in done.stdout
    assert "The articles do not say" in done.stdout


@pytest.mark.parametrize("question", ["", "   ", "x" * 10_000, "😀", "\x07"])
def test_bad_questions(data: Path, question: str) -> None:
    assert "question" in failure("-m", "assistant", "ask", question, "--llm", "none", "--data", data)


@pytest.mark.parametrize(
    ("row", "said"), [("not json", "line 1 is not JSON"), ('{"id": "1"}', "line 1 lacks question"), ("[]", "line 1 lacks question")]
)
def test_bad_batches(data: Path, tmp_path: Path, row: str, said: str) -> None:
    assert said in failure("-m", "assistant", "ask", "--batch", write(tmp_path, "rows.jsonl", row), "--data", data)


def test_bad_places(tmp_path: Path) -> None:
    assert "cannot be" in failure("-m", "corpus", "list", "--data", "/proc/nowhere")
    assert "does not exist" in failure("-m", "index", "build", "--articles", tmp_path / "gone", "--data", tmp_path / "d")
    (tmp_path / "nothing").mkdir()
    assert "holds no articles" in failure("-m", "index", "build", "--articles", tmp_path / "nothing", "--data", tmp_path / "d")


def test_bad_settings(data: Path, tmp_path: Path) -> None:
    place = tmp_path / "data"
    write(place, "sourcebound.toml", "[chunk]\ntokens = 64\nspeed = 3\n")
    assert "chunk.speed" in failure("-m", "index", "status", "--data", place)
    write(place, "sourcebound.toml", "[chunk]\ntokens = 4\n")
    assert "chunk.tokens" in failure("-m", "index", "status", "--data", place)
    write(place, "sourcebound.toml", "chunk = [")
    assert "is not TOML" in failure("-m", "index", "status", "--data", place)


def test_an_index_of_other_settings_is_refused_until_it_is_rebuilt(data: Path, tmp_path: Path) -> None:
    place = tmp_path / "data"
    shutil.copytree(data, place)
    write(place, "sourcebound.toml", "[chunk]\ntokens = 96\n")
    assert "python -m index rebuild" in failure("-m", "assistant", "ask", "Who is Coale?", "--llm", "none", "--data", place)
    run("-m", "index", "rebuild", "--data", place)
    assert json.loads(run("-m", "index", "verify", "--json", "--data", place).stdout)["ok"]


def test_a_model_that_is_not_there(data: Path, tmp_path: Path) -> None:
    empty = {"SOURCEBOUND_MODELS": str(tmp_path / "none")}
    assert "python -m assistant models --fetch all-MiniLM-L6-v2" in failure("-m", "index", "status", "--data", data, env=empty)
    listed = json.loads(run("-m", "assistant", "models", "--json", env=empty).stdout)
    assert {row["state"] for row in listed} == {"missing"}


def test_a_port_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "cannot be had" in failure("app.py", "--port", str(taken.getsockname()[1]))


def test_doctor(data: Path, tmp_path: Path) -> None:
    checks = json.loads(run("-m", "assistant", "doctor", "--json", "--llm", "none", "--data", data).stdout)
    assert {check["severity"] for check in checks} <= {"ok", "warning"}
    assert {"python", "index", "memory", "disk", "data directory", "model all-MiniLM-L6-v2"} <= {check["name"] for check in checks}
    broken = run("-m", "assistant", "doctor", "--json", "--llm", "none", "--data", data, env={"SOURCEBOUND_MODELS": str(tmp_path)}, code=1)
    assert any(check["severity"] == "broken" and "--fetch" in check["mend"] for check in json.loads(broken.stdout))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 900 kB of its own. Only root may mount one, and some containers do not let even root: there,
    and nowhere else, the tests of full and read-only disks are skipped. On CI they are never skipped."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(place)], capture_output=True, text=True, check=False)
    if mounted.returncode:
        assert not os.environ.get("CI"), f"CI must be able to mount a disk: {mounted.stderr}"
        # The reason to skip: a full disk cannot be had otherwise, and a reader's machine need not let its tests mount one.
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


def test_a_data_directory_that_is_read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
    run("-m", "corpus", "list", "--data", disk / "data")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for command in (["-m", "corpus", "list"], ["-m", "index", "build"], ["-m", "assistant", "ask", "Who is Coale?", "--llm", "none"]):
        assert "cannot be opened for writing" in failure(*command, "--data", disk / "data")
    assert "cannot be" in failure("-m", "corpus", "list", "--data", disk / "other")


def test_a_full_disk_loses_nothing(disk: Path) -> None:
    """Told in one line; after more room the same command finishes."""
    assert "full" in failure("-m", "index", "build", "--data", disk / "data")
    subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
    run("-m", "index", "build", "--data", disk / "data")
    assert json.loads(run("-m", "index", "verify", "--json", "--data", disk / "data").stdout)["ok"]
    assert len(json.loads(run("-m", "corpus", "list", "--json", "--data", disk / "data").stdout)) == 5


def test_a_killed_evaluation_goes_on_where_it_was(data: Path) -> None:
    """Killed after some answers, then run again: those answers are not asked for again."""
    command = ["-m", "eval", "run", "--llm", "none", "--sample", "28", "--gate", "none", "--data", str(data), "--json"]
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    cache = data / "runs" / "cache"
    while len(list(cache.glob("*.json"))) < 8:
        assert process.poll() is None, "it ended before it could be killed"
        time.sleep(0.02)
    process.kill()
    process.wait(10)
    kept = len(list(cache.glob("*.json")))
    assert [path.name for path in (data / "runs").iterdir()] == ["cache"]
    value = json.loads(run(*command).stdout)
    rows = [json.loads(line) for line in (Path(value["run"]) / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sum(row["cached"] for row in rows) >= kept
    assert value["fell"] == []
    assert value["summary"]["questions"] == len(rows) == 28


def test_a_gate_that_is_not_reached_fails_in_one_line(data: Path) -> None:
    """The quotes of one sentence only, under the floors of the whole."""
    assert "gate none: quick: " in failure(*"-m eval run --llm none --kind conflict --name quick --gate none --data".split(), data)


def test_gold_check_tells_what_was_planted(data: Path, tmp_path: Path) -> None:
    """One offset moved, one answer that its evidence lacks, one question twice."""
    lines = (ROOT / "eval" / "gold" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    first, second, third = (json.loads(line) for line in lines[:3])
    first["evidence"][0][0]["start"] += 1
    second["answer"][0] = ["nobody at all"]
    planted = [json.dumps(row) for row in (first, second, third, third | {"id": "again"})]
    broken = tmp_path / "broken.jsonl"
    broken.write_text("\n".join([*planted, *lines[3:]]), encoding="utf-8")
    told = run("-m", "eval", "gold", "check", broken, "--data", data, code=1)
    assert f"{first['id']}: the quote is not at" in told.stdout
    assert f"{second['id']}: no evidence has any of nobody at all" in told.stdout
    assert f"{third['id']} and again are the same question" in told.stdout
    run("-m", "eval", "gold", "check", "--data", data)


def test_words_of_like_meaning_are_near() -> None:
    """The embedder's own vectors of word pieces: what the evidence is ranked by where question and article use other words."""
    from index.opened import default_embedder

    embedder = default_embedder()
    left = embedder.word_vectors(["spouse", "reporter", "jail", "lawyer"])
    right = embedder.word_vectors(["wife", "journalist", "prison", "attorney"])
    alike = left @ right.T
    assert (alike.argmax(axis=1) == range(4)).all()
    assert (alike.diagonal() > 0.5).all()
    assert abs((left**2).sum(axis=1) - 1).max() < 1e-4
    assert embedder.word_vectors([]).shape == (0, 384)
