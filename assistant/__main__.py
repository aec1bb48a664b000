"""`python -m assistant`: ask questions, chat, see to the models."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import command
from corpus.command import data_directory

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.options import Options
    from assistant.session import Session


def main(arguments: list[str] | None = None) -> int:
    """Parse, call, print. Exit code 0, 1 (told in one line) or 2 (usage)."""
    parser = argparse.ArgumentParser(prog="python -m assistant", description="Answers from the articles, with citations.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="ask|chat|doctor|models")
    ask = commands.add_parser("ask", help="answer one question, or a batch")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--batch", metavar="FILE.jsonl", type=Path, help='rows {"id", "question", "history": ["an earlier question", …]}')
    chat = commands.add_parser("chat", help="ask and follow up in the terminal")
    doctor = commands.add_parser("doctor", help="check that everything needed is there; exit 1 if something is broken")
    models = commands.add_parser("models", help="list the models, or fetch one")
    models.add_argument(
        "--fetch", metavar="NAME", action="append", default=[], help="fetch a model (may be given again); `needed` for the default ones"
    )
    models.add_argument("--from", dest="given", metavar="PATH", type=Path, help="take the bytes from this file or folder")
    for one in (ask, chat, doctor, models):
        command.add_common(one)
    for one in (ask, chat, doctor):
        one.add_argument("--llm", metavar="MODEL", help="embedded (default), none, PATH.gguf, or an OpenAI-compatible URL")
    for one in (ask, chat):
        one.add_argument("--source", metavar="NAME", action="append", default=[], help="ask only the articles of this source (may be given again)")
        one.add_argument("--since", metavar="YYYY-MM-DD", type=date.fromisoformat, help="… of this day or later")
        one.add_argument("--until", metavar="YYYY-MM-DD", type=date.fromisoformat, help="… of this day or earlier")
    options = parser.parse_args(arguments)
    if options.command == "ask" and (options.question is None) == (options.batch is None):
        ask.error("give a QUESTION or --batch FILE.jsonl")
    bodies = {"ask": _ask, "chat": _chat, "doctor": _doctor, "models": _models}
    return command.run(lambda: bodies[options.command](options))


def _wanted(options: argparse.Namespace) -> Options:
    """What the flags choose."""
    from assistant.options import Options
    from index.scope import Scope

    return Options(Scope(tuple(options.source), options.since, options.until))


def _ask(options: argparse.Namespace) -> int:
    from assistant.pipeline import last
    from assistant.question import clean
    from corpus.rows import read_rows

    rows = read_rows(options.batch, "question") if options.batch else []
    if not rows:
        clean(options.question)
    from assistant.session import Session

    session = Session.open(data_directory(options.data), options.llm)
    try:
        session.warm(model=bool(options.batch))
        if options.batch:
            return _batch(session, rows, _wanted(options))
        answer = last(session.ask(session.conversations.begin(), options.question, _wanted(options))).answer
        if options.json:
            command.print_json(answer.to_json())
        elif answer.status != "error":
            _print_answer(answer)
        return command.fail(answer.text) if answer.status == "error" else 0
    finally:
        session.close()


def _batch(session: Session, rows: list[dict[str, object]], wanted: Options) -> int:
    """Answer row by row, each in a conversation of its own; print each as it is done."""
    from assistant.pipeline import last

    failed = False
    for row in rows:
        conversation = session.conversations.begin()
        earlier = row.get("history") or []
        for question in earlier if isinstance(earlier, list) else []:
            last(session.ask(conversation, str(question), wanted))
        answer = last(session.ask(conversation, str(row["question"]), wanted)).answer
        command.print_json(answer.to_json(str(row["id"])))
        if answer.status == "error":
            failed = bool(command.fail(f"row {row['id']}: {answer.text}"))
    return 1 if failed else 0


def _chat(options: argparse.Namespace) -> int:
    from assistant.answer import ClaimChecked, Final
    from assistant.session import Session

    session = Session.open(data_directory(options.data), options.llm)
    session.start()
    conversation = session.conversations.begin()
    print("Ask about the articles; an empty line ends.", file=sys.stderr)
    try:
        while line := input("> " if sys.stdin.isatty() else "").strip():
            for event in session.ask(conversation, line, _wanted(options)):
                if isinstance(event, ClaimChecked) and not options.json:
                    print(event.claim.marked(), end=" ", flush=True)
                elif isinstance(event, Final) and options.json:
                    command.print_json(event.answer.to_json())
                elif isinstance(event, Final):
                    print("" if event.answer.claims else event.answer.text)
                    _print_sources(event.answer)
    except EOFError:
        pass
    finally:
        session.close()
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from assistant.doctor import BROKEN, examine
    from corpus.settings import load_settings

    data = data_directory(options.data)
    checks = []
    for check in examine(data, options.llm or load_settings(data).model.llm):
        checks.append(check)
        if not options.json:
            print(f"{check.severity:8} {check.name:44} {check.found}{f'  →  {check.mend}' if check.mend else ''}", flush=True)
    if options.json:
        command.print_json([{"name": c.name, "severity": c.severity, "found": c.found, "mend": c.mend} for c in checks])
    return 1 if any(check.severity == BROKEN for check in checks) else 0


def _models(options: argparse.Namespace) -> int:
    from index import models, published

    names = [name for asked in options.fetch for name in (published.NEEDED if asked == "needed" else (asked,))]
    for name in names:
        place = models.fetch(name, options.given, report=lambda line: print(line, file=sys.stderr))
        if not options.json:
            print(f"ready  {name}  {place}")
    states = [(model, models.check(model)) for model in published.MODELS.values()]
    if options.json:
        command.print_json(
            [
                {
                    "name": m.name,
                    "use": m.use,
                    "licence": m.licence,
                    "bytes": m.size,
                    "sha256": m.main.sha256,
                    "state": s,
                    "folder": str(models.folder(m)),
                }
                for m, s in states
            ]
        )
    elif not names:
        for model, state in states:
            print(f"{state:8}  {model.name:36}  {model.use:9}  {model.size / 1e6:6.0f} MB  {model.licence}")
    return 0


def _print_answer(answer: Answer) -> None:
    if answer.standalone != answer.question:
        print(f"({answer.standalone})")
    print(answer.text)
    _print_sources(answer)


def _print_sources(answer: Answer) -> None:
    for citation in answer.citations:
        p = citation.passage
        print(f"  [{citation.n}] “{' '.join(p.quote.split())}”\n      {p.title}, {p.date or 'no date'} ({p.article_id})")
    if answer.nearest:
        print("The nearest passages, which are no answer:")
    for p in answer.nearest:
        print(f"  –  “{' '.join(p.quote.split())}”\n      {p.title}, {p.date or 'no date'} ({p.article_id})")


if __name__ == "__main__":
    sys.exit(main())
