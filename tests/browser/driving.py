"""Driving the page: where things are, and how a question is asked on it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
SHOTS = Path(__file__).parent / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DONE = """() => { const last = [...document.querySelectorAll('#chat .bot')].pop();
    return last && !last.querySelector('.note') && last.querySelector('a.citation, .not-found, .failed, .stopped') }"""
BROWSER = [pytest.mark.browser, pytest.mark.model, pytest.mark.skipif(CHROMIUM is None, reason="no chromium: see tests/install_browser.sh")]


def ask(page: Any, question: str) -> str:
    """Ask on the page, wait for the whole answer, give its text."""
    count = page.locator("#chat .bot").count()
    page.fill("#question textarea", question)
    page.click("#send")
    page.wait_for_function(f"() => document.querySelectorAll('#chat .bot').length > {count}", timeout=30_000)
    page.wait_for_function(DONE, timeout=120_000)
    return str(page.locator("#chat .bot").last.inner_text())


def tab(page: Any, name: str) -> None:
    """Open one of the tabs under the reading panel."""
    page.get_by_role("tab", name=name, exact=True).click()


def add(page: Any) -> str:
    """Add what was given, wait until it can be asked about, give what was said of it."""
    page.evaluate("() => document.querySelectorAll('#added .said').forEach(line => line.remove())")
    page.click("#add")
    page.wait_for_function("() => document.querySelector('#added .said') && !document.querySelector('#added progress')", timeout=60_000)
    return str(page.inner_text("#added"))


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


@contextmanager
def running(data: Path, port: int, *options: str) -> Iterator[str]:
    """The app over a data directory, at the address given; ended by its process id, and its model server with it."""
    log = (data.parent / "log").open("a")
    process = subprocess.Popen([sys.executable, "app.py", "--port", str(port), "--data", str(data), *options], cwd=ROOT, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    children: list[int] = []
    try:
        for _ in range(600):
            assert process.poll() is None, (data.parent / "log").read_text()
            try:
                urllib.request.urlopen(address, timeout=2).read()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        children = children_of(process.pid)
        process.terminate()
        process.wait(15)
    time.sleep(2 if children else 0)
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == [], "the model server ends with the app"
