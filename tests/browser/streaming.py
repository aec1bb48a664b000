"""Does the page slow the model down? Tokens a second with the page open in a browser, and without it.

    PYTHONPATH=.:tests .venv/bin/python -m browser.streaming

The same questions are asked on the page and of a session without one, turn about, so that a busy machine slows both.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from assistant.pipeline import last
from assistant.session import Session
from browser.driving import CHROMIUM, FLAGS, ask, free_port, running

QUESTIONS = (
    "What gifts did Coale bring to Lukashenko?", "Why did Poland close its borders with Belarus?", "Who is Marina Adamovič?",
    "Which sanctions did the United States lift?", "Where was Statkevich found?", "What did Lukashenko call the mass pardon?",
    "What did Kaja Kallas tell the BBC?", "Who met the freed prisoners in Lithuania?",
)  # fmt: skip


def main() -> None:
    """Ask, compare, print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        shown, plain = Path(folder, "shown"), Path(folder, "plain")
        session = Session.open(plain)
        session.warm(model=True)
        with running(shown, free_port()) as address:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page()
            page.goto(address)
            page.wait_for_selector("#library li")
            for number, question in enumerate(("Who is John Coale?", *QUESTIONS)):  # the first warms both
                ask(page, question)
                conversation = session.conversations.begin()
                last(session.ask(conversation, question))
                print(f"{number + 1} of {len(QUESTIONS) + 1}", file=sys.stderr)
            browser.close()
        session.close()
        rates = {name: _rates(data) for name, data in (("with the page open", shown), ("without a page", plain))}
    for name, found in rates.items():
        print(f"{name}: {statistics.median(found):.1f} tokens a second (median of {len(found)} answers, {min(found):.1f} to {max(found):.1f})")
    a, b = (statistics.median(found) for found in rates.values())
    print(f"ratio: {a / b:.2f}")


def _rates(data: Path) -> list[float]:
    lines = [line for path in sorted((data / "traces").glob("*")) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [json.loads(line)["trace"].get("usage", {}).get("per_second") for line in lines]
    return [rate for rate in found[1:] if rate]


if __name__ == "__main__":
    main()
