"""`python -m index`: build, inspect and search the index."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import command
from corpus.command import data_directory

if TYPE_CHECKING:
    from index.opened import Index


def main(arguments: list[str] | None = None) -> int:
    """Parse, call, print. Exit code 0, 1 (told in one line) or 2 (usage)."""
    parser = argparse.ArgumentParser(prog="python -m index", description="The index: finding passages.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="build|status|search|rebuild|verify")
    build = commands.add_parser("build", help="bring the index up to date with the library")
    build.add_argument("--articles", metavar="DIR", type=Path, help="fill a new data directory from this folder instead of the shipped articles")
    status = commands.add_parser("status", help="what the index holds and what it was built with")
    search = commands.add_parser("search", help="find passages")
    search.add_argument("query", nargs="?", metavar="QUERY")
    search.add_argument("--k", type=int, default=10, help="how many passages (default 10)")
    search.add_argument("--batch", metavar="FILE.jsonl", type=Path, help='rows {"id", "question"}; prints a row for each')
    rebuild = commands.add_parser("rebuild", help="make the index again from the library")
    verify = commands.add_parser("verify", help="check that nothing is missing or left over; exit 1 if so")
    for one in (build, status, search, rebuild, verify):
        command.add_common(one)
    options = parser.parse_args(arguments)
    if options.command == "search" and (options.query is None) == (options.batch is None):
        search.error("give a QUERY or --batch FILE.jsonl")
    bodies = {"build": _build, "rebuild": _build, "status": _status, "search": _search, "verify": _verify}
    return command.run(lambda: bodies[options.command](options))


def _build(options: argparse.Namespace) -> int:
    from corpus.library import Refused
    from corpus.readers import article_files
    from index.build import build, rebuild
    from index.opened import Index
    from index.progress import article_bar

    data = data_directory(options.data)
    folder = getattr(options, "articles", None)
    files = article_files(folder) if folder else []  # before the library is made: a wrong path leaves nothing behind
    index = Index.open(data, seed=folder is None)
    refused = [outcome for outcome in index.library.add_files(files) if isinstance(outcome, Refused)]
    for outcome in refused:
        command.fail(str(outcome.error))
    with article_bar() as report:
        result = (rebuild if options.command == "rebuild" else build)(index, report)
    if options.json:
        command.print_json(
            {
                "articles": result.articles,
                "chunks": result.chunks,
                "removed": result.removed,
                "refused": [{"path": o.path, "error": str(o.error)} for o in refused],
            }
        )
    else:
        print(
            f"{result.articles} articles indexed, {result.chunks} chunks written, {result.removed} old vectors removed; {index.library.count()} articles in all"
        )
    index.close()
    return 1 if refused else 0


def _status(options: argparse.Namespace) -> int:
    from index.opened import Index

    index = Index.open(data_directory(options.data))
    status = index.status()
    if options.json:
        command.print_json(status)
    else:
        for key, value in status.items():
            print(f"{key:16} {value if value not in (None, '') else '–'}")
    index.close()
    return 0


def _open_ready(options: argparse.Namespace) -> Index:
    """The index, brought up to date with its library."""
    from index.build import build
    from index.opened import Index
    from index.progress import article_bar

    index = Index.open(data_directory(options.data))
    index.require_match()
    if index.pending():
        with article_bar() as report:
            build(index, report)
    return index


def _search(options: argparse.Namespace) -> int:
    from corpus.rows import read_rows
    from index.retrieve import Searcher

    rows = read_rows(options.batch, "question") if options.batch else None
    index = _open_ready(options)
    searcher = Searcher(index)
    if rows is not None:
        for row in rows:
            command.print_json({"id": row["id"], "hits": [hit.to_json() for hit in searcher.search(row["question"], options.k)]})
        return 0
    hits = searcher.search(options.query, options.k)
    if options.json:
        command.print_json([hit.to_json() for hit in hits])
        return 0
    for hit in hits:
        print(
            f"{hit.rank:3}  {hit.score:.4f}  {'+'.join(hit.retrievers):13}  {hit.article_id} {hit.start}–{hit.end}\n     {' '.join(hit.text.split())[:220]}"
        )
    return 0


def _verify(options: argparse.Namespace) -> int:
    from index.audit import verify
    from index.opened import Index

    index = Index.open(data_directory(options.data))
    findings = [finding.problem for finding in verify(index)]
    if options.json:
        command.print_json({"ok": not findings, "problems": findings})
    else:
        print("\n".join(findings) or f"All is well: {index.library.count()} articles, {index.vectors.count()} chunks with their vectors.")
    index.close()
    if findings and not options.json:
        return command.fail("The index is not whole. Run `python -m index build`, and `python -m index rebuild` if that does not help.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
