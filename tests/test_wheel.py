"""The built wheel, installed in an environment of its own, answers a question."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.model
def test_the_wheel_answers_a_question_in_a_new_environment(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "corpus/schema.sql",
        "index/reader.safetensors",
        "index/rival.safetensors",
        "index/spans.safetensors",
        "corpus/articles/000_b3fe1b541670edc3.txt",
        "assistant/prompts/answer.toml",
        "assistant/ui/page.css",
        "assistant/ui/fonts/source-serif-4-latin-400-normal.woff2",
        "assistant/ui/fonts/LICENSE",
        "assistant/ui/sources.js",
        "app.py",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("tests/", "data/", "docs/"))]
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "env")], check=True, timeout=120)
    python = tmp_path / "env" / "bin" / "python"
    site = Path(
        subprocess.run(
            [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True, text=True
        ).stdout.strip()
    )
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(wheel)], check=True, capture_output=True, timeout=120
    )
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))  # what the wheel needs, without installing gigabytes again
    done = subprocess.run(
        [str(python), "-m", "assistant", "ask", "Which airline had its sanctions lifted?", "--json", "--llm", "none", "--data", str(tmp_path / "data")],
        cwd=tmp_path, check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    value = json.loads(done.stdout)
    assert (value["status"], "Belavia" in value["answer"]) == ("answered", True)
