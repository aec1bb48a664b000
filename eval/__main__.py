"""`python -m eval`: the evaluation harness."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus import command
from corpus.settings import data_directory


def main(arguments: list[str] | None = None) -> int:
    """Parse, call, print. Exit code 0, 1 (told in one line) or 2 (usage)."""
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measuring Sourcebound.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="run|compare|gold|import|bench")
    run = commands.add_parser("run", help="ask every question of a gold set and score the answers")
    run.add_argument("--gold", metavar="FILE", type=Path, help="gold set (default: the one over the five articles)")
    run.add_argument("--llm", metavar="MODEL", help="embedded (default), none, PATH.gguf, or an OpenAI-compatible URL")
    run.add_argument("--name", default="run", help="goes into the folder's name")
    run.add_argument("--split", choices=("dev", "test", "all"), default="dev", help="dev (default); test is for the end, not for tuning")
    run.add_argument("--kind", action="append", default=[], metavar="KIND", help="only this kind (may be given again)")
    run.add_argument("--sample", type=int, default=0, metavar="N", help="only N questions, evenly spread")
    compare = commands.add_parser("compare", help="did a change help, or was it noise? two runs, paired by question")
    compare.add_argument("before", type=Path, metavar="RUN")
    compare.add_argument("after", type=Path, metavar="RUN")
    gold = commands.add_parser("gold", help="check a gold set")
    gold.add_argument("what", choices=("check",))
    gold.add_argument("file", nargs="?", type=Path, metavar="FILE")
    imported = commands.add_parser("import", help="make a library and a gold set of somebody else's data set")
    imported.add_argument("format", choices=("squad", "beir", "jsonl"))
    imported.add_argument("file", type=Path, metavar="FILE")
    imported.add_argument("--leave-out", type=int, default=0, metavar="N", help="withhold N articles: their questions must be refused")
    bench = commands.add_parser("bench", help="how long things take on this machine")
    bench.add_argument("--no-compare", action="store_true", help="leave out llama-index's own engine (it takes minutes)")
    for one in (run, compare, gold, imported, bench):
        command.add_common(one)
    options = parser.parse_args(arguments)
    return command.run(lambda: {"run": _run, "compare": _compare, "gold": _gold, "import": _import, "bench": _bench}[options.command](options))


def _run(options: argparse.Namespace) -> int:
    from assistant.session import Session
    from eval.report import markdown
    from eval.run import default_gold, load, run, select

    questions = select(default_gold(options.gold), options.split, options.kind, options.sample)
    if options.split != "dev":
        print("note: the test split is for the last look; what was tuned on it is measured nowhere", file=sys.stderr)
    session = Session.open(data_directory(options.data), options.llm)
    try:
        session.warm(model=True)
        with _bar(len(questions)) as advance:
            folder = run(session, questions, options.name, advance)
    finally:
        session.close()
    value = load(folder)
    if options.json:
        command.print_json({"run": str(folder), "summary": value["summary"]})
    else:
        print(f"{markdown(value)}\n{folder}/report.html")
    return 0


def _compare(options: argparse.Namespace) -> int:
    from eval.compare import compare
    from eval.run import load

    found = compare(load(options.before), load(options.after))
    if options.json:
        rows = [
            {"metric": d.metric.name, "n": d.n, "before": d.before, "after": d.after, "p": d.p, "test": d.test, "verdict": d.verdict}
            for d in found.differences
        ]
        command.print_json({"questions": found.shared, "differences": rows, "gained": found.gained, "lost": found.lost})
        return 0
    print(f"{found.shared} questions in both\n\n| metric | n | before | after | p | verdict |\n|---|---|---|---|---|---|")
    for d in found.differences:
        print(f"| {d.metric.name} | {d.n} | {d.before:.3f} | {d.after:.3f} | {d.p:.3f} ({d.test}) | {d.verdict} |")
    print(f"\nbecame right: {', '.join(found.gained) or 'none'}\nbecame wrong: {', '.join(found.lost) or 'none'}")
    return 0


def _gold(options: argparse.Namespace) -> int:
    from corpus.library import Library
    from eval.gold import check, counts
    from eval.run import default_gold

    questions = default_gold(options.file)
    problems = check(questions, Library.open(data_directory(options.data)))
    found = counts(questions)
    if options.json:
        command.print_json({"ok": not problems, "problems": problems, "counts": found})
        return 1 if problems else 0
    for kind, splits in found.items():
        print(f"{kind:14} dev {splits['dev']:3}  test {splits['test']:3}")
    print(f"{'in all':14} dev {sum(s['dev'] for s in found.values()):3}  test {sum(s['test'] for s in found.values()):3}")
    print("\n".join(problems))
    return command.fail(f"{len(problems)} problems. docs/gold.md says how to write a question.") if problems else 0


def _import(options: argparse.Namespace) -> int:
    from eval.datasets import leave_out, read, store

    dataset = leave_out(read(options.format, options.file), options.leave_out)
    data = data_directory(options.data)
    gold = data / "gold.jsonl"
    store(dataset, data, gold)
    if options.json:
        command.print_json({"articles": len(dataset.articles), "questions": len(dataset.questions), "gold": str(gold)})
    else:
        print(f"{len(dataset.articles)} articles, {len(dataset.questions)} questions: python -m eval run --gold {gold} --data {data}")
    return 0


def _bench(options: argparse.Namespace) -> int:
    from eval.bench import machine, run
    from index.models import DEFAULT_EMBEDDER, DEFAULT_LLM

    figures = run(lambda step: print(f"measuring: {step} …", file=sys.stderr), compare=not options.no_compare)
    if options.json:
        rows = [{"name": f.name, "value": f.value, "aim": f.aim, "reached": f.reached} for f in figures]
        command.print_json({"machine": machine(), "model": DEFAULT_LLM, "embedder": DEFAULT_EMBEDDER, "figures": rows})
        return 0
    print(f"{machine()}\n{DEFAULT_LLM}, {DEFAULT_EMBEDDER}\n")
    print("| figure | measured | aim | reached |\n|---|---|---|---|")
    for f in figures:
        print(f"| {f.name} | {f.value} | {f.aim} | {'' if f.reached is None else 'yes' if f.reached else 'no'} |")
    return 0


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int, float], None]]:
    from tqdm import tqdm

    with tqdm(total=total, desc="asking", unit="question", leave=False, disable=None) as bar:

        def advance(done: int, right: float) -> None:
            bar.n = done
            bar.set_postfix_str(f"{right:.0%} right")

        yield advance


if __name__ == "__main__":
    sys.exit(main())
