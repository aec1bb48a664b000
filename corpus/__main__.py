"""`python -m corpus`: the library of articles."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from corpus import command

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.library import Added, Library


def main(arguments: list[str] | None = None) -> int:
    """Parse, call, print. Exit code 0, 1 (told in one line) or 2 (usage)."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description="The library of articles.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="add|list|show|remove")
    add = commands.add_parser("add", help="add files, folders or web addresses")
    add.add_argument("what", nargs="+", metavar="PATH|URL")
    listing = commands.add_parser("list", help="list the articles, newest first")
    show = commands.add_parser("show", help="print one article")
    remove = commands.add_parser("remove", help="remove one article and all that was made from it")
    for one in (show, remove):
        one.add_argument("id", metavar="ID")
    for one in (add, listing, show, remove):
        command.add_common(one)
    options = parser.parse_args(arguments)
    return command.run(lambda: {"add": _add, "list": _list, "show": _show, "remove": _remove}[options.command](options))


def _open(options: argparse.Namespace) -> Library:
    from corpus.command import data_directory
    from corpus.library import Library

    return Library.open(data_directory(options.data))


def _add(options: argparse.Namespace) -> int:
    from corpus.errors import SourceboundError
    from corpus.library import Refused
    from corpus.progress import Progress
    from corpus.readers import article_files, read_address

    library = _open(options)
    results, failed = [], 0
    for what in options.what:
        try:
            if "://" in what:
                outcomes: Iterable[Added | Refused] = [library.add(article) for article in read_address(what)]
            else:
                from pathlib import Path

                files = article_files(Path(what))
                outcomes = Progress(library.add_files(files), "adding", len(files) if len(files) > 20 else None)
            for outcome in outcomes:
                if isinstance(outcome, Refused):
                    failed += command.fail(str(outcome.error))
                    results.append({"path": outcome.path, "change": "refused", "error": str(outcome.error)})
                else:
                    results.append({"id": outcome.article.id, "change": outcome.change, "title": outcome.article.title})
                    if not options.json:
                        print(f"{outcome.change:9}  {outcome.article.id}  {outcome.article.title}")
        except SourceboundError as error:
            failed += command.fail(str(error))
            results.append({"path": what, "change": "refused", "error": str(error)})
    if options.json:
        command.print_json(results)
    return 1 if failed else 0


def _list(options: argparse.Namespace) -> int:
    articles = _open(options).all()
    if options.json:
        command.print_json([article.to_json(with_text=False) for article in articles])
    elif not articles:
        print("The library is empty. `python -m corpus add PATH` adds articles.")
    for article in [] if options.json else articles:
        print(f"{article.date or 'no date   '}  {article.id}  {article.title}")
    return 0


def _show(options: argparse.Namespace) -> int:
    article = _open(options).get(options.id)
    if options.json:
        command.print_json(article.to_json())
    else:
        print(f"{article.title}\n{article.source or 'no source named'} · {article.date or 'no date'} ({article.date_from})\n\n{article.text}")
    return 0


def _remove(options: argparse.Namespace) -> int:
    article = _open(options).remove(options.id)
    if options.json:
        command.print_json({"id": article.id, "change": "removed"})
    else:
        print(f"removed  {article.id}  {article.title}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
