"""The real app, and a tab of a browser on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.driving import CHROMIUM, FLAGS, SHOTS, free_port, running


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The app on a free port with a fresh data directory, ended by its process id."""
    data = tmp_path_factory.mktemp("app") / "data"
    with running(data, free_port()) as address:
        yield address, data


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
