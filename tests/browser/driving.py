"""Driving the page: where things are, and how a question is asked on it."""

from __future__ import annotations

import os
import shutil
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
