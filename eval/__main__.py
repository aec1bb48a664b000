"""`python -m eval`: the evaluation harness."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import command
from corpus.command import data_directory

if TYPE_CHECKING:
    from eval.config import RunConfig
    from eval.gold import GoldQuestion


def main(arguments: list[str] | None = None) -> int:
    """Parse, call, print. Exit code 0, 1 (told in one line) or 2 (usage)."""
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measuring Sourcebound.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="run|compare|gold|import|teach|bench")
    run = commands.add_parser("run", help="ask every question of a gold set and score the answers")
    run.add_argument("--gold", metavar="FILE", type=Path, help="gold set (default: the one over the five articles)")
    run.add_argument("--llm", metavar="MODEL", help="embedded (default), none, PATH.gguf, or an OpenAI-compatible URL")
    run.add_argument("--name", help="goes into the folder's name")
    run.add_argument("--config", metavar="FILE", type=Path, help="settings of this run, as TOML")
    run.add_argument("--sweep", metavar="FILE", type=Path, help="several settings, a run each, and a table of them")
    run.add_argument("--baseline", metavar="RUN", type=Path, help="an earlier run: the report marks the questions that flipped since")
    run.add_argument("--gate", metavar="NAME", help="exit 1 if a figure is under its floor in eval/gates.toml")
    run.add_argument("--judge", metavar="MODEL", help="a model as a second judge: embedded, PATH.gguf, or an OpenAI-compatible URL")
    run.add_argument("--split", choices=("dev", "test", "all"), default="dev", help="dev (default); test is for the end, not for tuning")
    run.add_argument("--kind", action="append", default=[], metavar="KIND", help="only this kind (may be given again)")
    run.add_argument("--sample", type=int, default=0, metavar="N", help="only N questions, evenly spread")
    compare = commands.add_parser("compare", help="did a change help, or was it noise? two runs, paired by question")
    compare.add_argument("before", type=Path, metavar="RUN")
    compare.add_argument("after", type=Path, metavar="RUN")
    gold = commands.add_parser("gold", help="check a gold set, or make drafts for one of what readers said")
    gold.add_argument("what", choices=("check", "drafts"))
    gold.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="check: the set (default: the one over the five articles); drafts: where to write them (default: print)",
    )
    imported = commands.add_parser("import", help="make a library and a gold set of somebody else's data set")
    imported.add_argument("format", choices=("squad", "beir", "jsonl"))
    imported.add_argument("file", type=Path, metavar="FILE")
    imported.add_argument("--leave-out", type=int, default=0, metavar="N", help="withhold N articles: their questions must be refused")
    teach = commands.add_parser("teach", help="teach the reader of questions and sentences with labelled examples")
    teach.add_argument("folder", type=Path, metavar="FOLDER", help="example files (docs/evaluation.md) or SQuAD files")
    what = teach.add_mutually_exclusive_group()
    what.add_argument("--spans", action="store_true", help="teach it to point at the words that answer, with SQuAD files alone")
    what.add_argument("--rival", action="store_true", help="teach it to see that articles differ, with examples of that")
    teach.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: {reader,spans,rival}.safetensors)")
    teach.add_argument("--learnt", type=Path, metavar="FILE", help="teach further what it has learnt already")
    bench = commands.add_parser("bench", help="how long things take on this machine")
    bench.add_argument("--no-compare", action="store_true", help="leave out llama-index's own engine (it takes minutes)")
    for one in (run, compare, gold, imported, teach, bench):
        command.add_common(one)
    options = parser.parse_args(arguments)
    return command.run(
        lambda: {"run": _run, "compare": _compare, "gold": _gold, "import": _import, "teach": _teach, "bench": _bench}[options.command](options)
    )


def _run(options: argparse.Namespace) -> int:
    from eval.gate import failures, load_gate
    from eval.report import markdown, table
    from eval.run import default_gold, load, select

    gate = load_gate(options.gate) if options.gate else {}
    configs = _configs(options)
    questions = select(default_gold(options.gold), options.split, options.kind, options.sample)
    if options.split != "dev":
        print("note: the test split is for the last look; what was tuned on it is measured nowhere", file=sys.stderr)
    runs = [load(_run_one(options, config, questions)) for config in configs]
    fell = [f"{one['name']}: {line}" for one in runs for line in failures(one["summary"], gate)] if gate else []
    if options.json:
        found = [{"run": one["folder"], "summary": one["summary"], "fell": fell} for one in runs]
        command.print_json({"runs": found} if options.sweep else found[0])
    else:
        print(table(runs) if options.sweep else markdown(runs[0]))
        print("\n".join(f"{one['folder']}/report.html" for one in runs))
    if fell:
        return command.fail(f"gate {options.gate}: {'; '.join(fell)}")
    return 0


def _configs(options: argparse.Namespace) -> list[RunConfig]:
    """What to run: of --sweep, of --config, or the data directory's own settings."""
    from corpus.settings import load_settings
    from eval.config import RunConfig, load_config, load_sweep

    if options.sweep:
        return load_sweep(options.sweep)
    config = load_config(options.config) if options.config else RunConfig(**dict(load_settings(data_directory(options.data))))
    return [config.model_copy(update={"name": options.name})] if options.name else [config]


def _run_one(options: argparse.Namespace, config: RunConfig, questions: Sequence[GoldQuestion]) -> Path:
    from assistant.llm import open_model
    from assistant.session import Session
    from eval.engines import CitationEngine, Sourcebound
    from eval.judge import Judge
    from eval.run import load, run

    baseline = load(options.baseline) if options.baseline else None
    data = data_directory(options.data)
    session = Session.open(data, options.llm, config.settings, config.parts)
    judging = open_model(options.judge, config.settings.model) if options.judge else None
    try:
        session.warm(model=True)
        engine = Sourcebound(session) if config.engine == "sourcebound" else CitationEngine(session)
        judge = Judge(judging, data / "runs" / "cache") if judging else None
        with _bar(len(questions), config.name) as advance:
            return run(session, questions, config.name, advance, engine, judge, baseline)
    finally:
        session.close()
        if judging:
            judging.close()


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
    return _drafts(options) if options.what == "drafts" else _check(options)


def _drafts(options: argparse.Namespace) -> int:
    from corpus.library import Library
    from eval.drafts import drafts

    found = drafts(Library.open(data_directory(options.data)).database)
    if options.json:
        command.print_json(found)
        return 0
    lines = "".join(f"{json.dumps(draft, ensure_ascii=False)}\n" for draft in found)
    if options.file is None:
        print(lines, end="")
    else:
        options.file.write_text(lines, encoding="utf-8")
        print(f"{len(found)} drafts in {options.file}. Finish them by hand; docs/gold.md says how.")
    return 0


def _check(options: argparse.Namespace) -> int:
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


def _teach(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from eval import teach, teach_rival, teach_spans
    from index.models import ready
    from index.published import READER

    name = f"{'spans' if options.spans else 'rival' if options.rival else 'reader'}.safetensors"
    out = options.out or Path(name)
    learn: Callable[..., None]
    if options.spans:
        pointed = teach_spans.load(options.folder)
        count, learn = len(pointed), partial(teach_spans.teach, examples=pointed)
    elif options.rival:
        rivals = teach_rival.load(options.folder)
        count, learn = len(rivals), partial(teach_rival.teach, examples=rivals)
    else:
        examples = teach.load(options.folder)
        count, learn = len(examples), partial(teach.teach, examples=examples)
    if not out.parent.is_dir():
        return command.fail(f"There is no folder {out.parent} for --out. Make it, or give another.")
    if options.learnt and not options.learnt.is_file():
        return command.fail(f"There is no file {options.learnt} for --learnt.")
    with tqdm(desc="teaching", unit="question", disable=None) as bar:

        def advance(done: int, of: int, loss: float) -> None:
            bar.total, bar.n = of, done
            bar.set_postfix_str(f"loss {loss:.3f}")

        learn(ready(READER), out=out, learnt=options.learnt, advance=advance)
    if options.json:
        command.print_json({"examples": count, "out": str(out)})
    else:
        print(f"{count} questions; what was learnt of them is in {out}. In index/{name} it is used.")
    return 0


def _bench(options: argparse.Namespace) -> int:
    from eval.bench import machine, run
    from index.published import DEFAULT_EMBEDDER, DEFAULT_LLM

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
def _bar(total: int, name: str) -> Iterator[Callable[[int, float], None]]:
    from tqdm import tqdm

    with tqdm(total=total, desc=name, unit="question", leave=False, disable=None) as bar:

        def advance(done: int, right: float) -> None:
            bar.n = done
            bar.set_postfix_str(f"{right:.0%} right")

        yield advance


if __name__ == "__main__":
    sys.exit(main())
