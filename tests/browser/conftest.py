"""The real app, and a tab of a browser on it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.driving import CHROMIUM, FLAGS, ROOT, SHOTS


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The app on a free port with a fresh data directory, ended by its process id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    data = tmp_path_factory.mktemp("app") / "data"
    log = (data.parent / "log").open("w")
    process = subprocess.Popen([sys.executable, "app.py", "--port", str(port), "--data", str(data)], cwd=ROOT, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            assert process.poll() is None, (data.parent / "log").read_text()
            try:
                urllib.request.urlopen(address, timeout=2).read()
                break
            except OSError:
                time.sleep(0.1)
        yield address, data
    finally:
        children = children_of(process.pid)
        process.terminate()
        process.wait(15)
    time.sleep(2)
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == [], "the model server ends with the app"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests."""
    from playwright.sync_api import sync_playwright

    SHOTS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(app: tuple[str, Path], browser: Any) -> Iterator[Any]:
    """A fresh tab of a desktop's width, of a reader who was never here; any request that leaves the machine, or error in the
    console, fails the test."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    tab = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(app[0])
    tab.wait_for_selector("#library li")
    yield tab
    context.close()
    assert [url for url in requests if not url.startswith((app[0], "data:", "blob:"))] == []
    assert errors == []
