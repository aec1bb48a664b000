"""`python -m eval`: the evaluation harness."""

from __future__ import annotations

import argparse
import sys

from corpus import command


def main(arguments: list[str] | None = None) -> int:
    """Parse, call, print. Exit code 0, 1 (told in one line) or 2 (usage)."""
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measuring Sourcebound.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="bench")
    bench = commands.add_parser("bench", help="how long things take on this machine")
    bench.add_argument("--no-compare", action="store_true", help="leave out llama-index's own engine (it takes minutes)")
    bench.add_argument("--json", action="store_true", help="print only JSON on standard output")
    options = parser.parse_args(arguments)
    return command.run(lambda: _bench(options))


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


if __name__ == "__main__":
    sys.exit(main())
