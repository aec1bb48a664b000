"""A run as Markdown (for a pull request), JUnit (for CI) and one HTML file that asks for nothing from outside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from eval.compare import compare
from eval.score import BY_NAME, METRICS

_CONTEXT = 160


def write(folder: Path, run: dict[str, Any], texts: dict[str, str]) -> None:
    """Write report.md, junit.xml and report.html into the run's folder."""
    (folder / "report.md").write_text(markdown(run), encoding="utf-8")
    (folder / "junit.xml").write_text(junit(run["name"], run["rows"]), encoding="utf-8")
    (folder / "report.html").write_text(page(run, texts), encoding="utf-8")


def markdown(run: dict[str, Any]) -> str:
    """The summary as Markdown tables."""
    summary = run["summary"]
    lines = [
        f"# {run['name']}", "",
        f"{summary['questions']} questions, {summary['failed']} failed · {run['model']} · {run['machine']} · {run['commit']} · {run['at']}", "",
        "| metric | value | 95 % interval | n | what it is |", "|---|---|---|---|---|",
    ]  # fmt: skip
    for metric in METRICS:
        value = summary["metrics"][metric.name]
        if value:
            lines.append(f"| {metric.name} | {value['value']:.3f} | {value['low']:.3f} – {value['high']:.3f} | {value['n']} | {metric.about} |")
    r = summary["refusals"]
    if "judge" in run:
        lines += ["", judged(run["judge"])]
    lines += [
        "",
        f"Refusals: {r['refused']} given, {r['should']} due; precision {_number(r['precision'])}, recall {_number(r['recall'])}, F1 {_number(r['f1'])}.",
    ]
    lines += ["", "| kind | right | 95 % interval | n |", "|---|---|---|---|"]
    lines += [f"| {kind} | {v['value']:.3f} | {v['low']:.3f} – {v['high']:.3f} | {v['n']} |" for kind, v in summary["kinds"].items()]
    lines += ["", "| cost | p50 | p95 |", "|---|---|---|"]
    for name in ("evidence", "first_token", "total", "prompt_tokens", "written_tokens"):
        lines.append(f"| {name} | {_number(summary['cost'][f'{name}_p50'])} | {_number(summary['cost'][f'{name}_p95'])} |")
    if run.get("peak_memory_mb"):
        lines += ["", memory(run["peak_memory_mb"])]
    flips = [row for row in run["rows"] if row.get("flip")]
    if "baseline" in run:
        lines += [
            "",
            f"Since {run['baseline']['name']} ({run['baseline']['at']}): {_ids(flips, 'gained')} became right, {_ids(flips, 'lost')} wrong.",
        ]
    return "\n".join(lines) + "\n"


def memory(peak: dict[str, int | None]) -> str:
    """The most memory that was held, in a sentence."""
    return "Peak memory: " + ", ".join(f"{name.replace('_', ' ')} {value:,} MB" for name, value in peak.items() if value is not None) + "."


def judged(judge: dict[str, Any]) -> str:
    """Which judge it was, and how far it agrees with people, in a sentence."""
    found = judge["agreement"]
    share = found["share"]
    return (
        f"Judge: {judge['model']}, instructions {judge['instructions_sha256'][:12]}; it agrees with {share['value']:.2f} "
        f"({share['low']:.2f} – {share['high']:.2f}) of {share['n']} answers labelled by hand, kappa {found['kappa']:.2f}."
    )


def table(runs: Sequence[dict[str, Any]]) -> str:
    """Several runs of a sweep as a Markdown table, each compared with the first by its paired test."""
    names = ("correct", "answered_right", "refused_rightly", "refused_wrongly", "citation_precision", "evidence_recall", "unsupported")
    lines = [f"| run | {' | '.join(names)} | s, p50 | right against the first |", f"|---|{'---|' * (len(names) + 2)}"]
    for one in runs:
        metrics = one["summary"]["metrics"]
        values = [f"{metrics[name]['value']:.3f}" if metrics[name] else "–" for name in names]
        lines.append(f"| {one['name']} | {' | '.join(values)} | {_number(one['summary']['cost']['total_p50'])} | {_against(runs[0], one)} |")
    return "\n".join(lines) + "\n"


def _against(first: dict[str, Any], one: dict[str, Any]) -> str:
    if one is first:
        return ""
    found = compare(first, one)
    difference = next(d for d in found.differences if d.metric.name == "correct")
    return f"+{len(found.gained)} −{len(found.lost)}, p = {difference.p:.3f}: {difference.verdict}"


def _ids(rows: Sequence[dict[str, Any]], flip: str) -> str:
    return ", ".join(row["id"] for row in rows if row["flip"] == flip) or "none"


def junit(name: str, rows: Sequence[dict[str, Any]]) -> str:
    """One test case a question: failed where the answer was wrong, an error where there was none."""
    cases = []
    for row in rows:
        inside = ""
        if row["answer"]["status"] == "error":
            inside = f"<error message={_attribute(row['answer']['answer'])}/>"
        elif row["scores"]["correct"] == 0.0:
            inside = f"<failure message={_attribute(why(row))}/>"
        cases.append(
            f'<testcase classname={_attribute(row["kind"])} name={_attribute(row["id"])} time="{row["answer"]["seconds"]["total"]:.3f}">{inside}</testcase>'
        )
    failures = sum("<failure" in case for case in cases)
    errors = sum("<error" in case for case in cases)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name={_attribute(name)} tests="{len(cases)}" failures="{failures}" errors="{errors}">{"".join(cases)}</testsuite>\n'


def why(row: dict[str, Any]) -> str:
    """Why an answer was judged as it was, in a sentence."""
    status, right = row["answer"]["status"], row["scores"]["correct"] == 1.0
    if status == "error":
        return f"Failed: {row['answer']['answer']}"
    if row["scores"]["correct"] is None:
        return "Not judged: the set has no answers, only passages."
    if not row["answerable"]:
        return "Rightly refused." if right else "Answered, though the articles do not say."
    if status == "not_found":
        return "Refused, though the articles say it."
    wanted = "; ".join(" or ".join(group) for group in row["gold"])
    return f"Has {wanted}." if right else f"Lacks one of {wanted}" + (f", or has {' or '.join(row['wrong'])}." if row["wrong"] else ".")


def page(run: dict[str, Any], texts: dict[str, str]) -> str:
    """The HTML report: scores with intervals, pictures, and a row a question that opens."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
    environment.globals.update(why=why, number=_number, memory=memory, judged=judged)
    metrics = [(BY_NAME[name], value) for name, value in run["summary"]["metrics"].items() if value]
    rows = [row | {"cited": [_in_article(c, texts) for c in row["answer"]["citations"]]} for row in run["rows"]]
    return environment.get_template("report.html").render(run=run, metrics=metrics, rows=rows, times=times(run["rows"]), curve=curve(run["rows"]))


def times(rows: Sequence[dict[str, Any]], bins: int = 24) -> list[tuple[float, int]]:
    """How long whole answers took, as (upper bound in seconds, count)."""
    values = sorted(row["answer"]["seconds"]["total"] for row in rows)
    if not values:
        return []
    width = max(values[-1] / bins, 1e-3)
    return [(width * (i + 1), sum(width * i < v <= width * (i + 1) or (i == 0 and v == 0) for v in values)) for i in range(bins)]


def curve(rows: Sequence[dict[str, Any]], most: int = 8) -> list[tuple[int, float]]:
    """Share of the answerable questions with a gold span in the first k chunks, for each k."""
    ranks = []
    for row in rows:
        if row["answerable"]:
            spans = [(s["article"], s["start"], s["end"]) for group in row["evidence"] for s in group]
            hits = row["trace"].get("hits", [])
            ranks.append(
                next((h["rank"] for h in hits if any(h["article_id"] == a and h["start"] < e and s < h["end"] for a, s, e in spans)), most + 1)
            )
    return [(k, sum(rank <= k for rank in ranks) / len(ranks)) for k in range(1, most + 1)] if ranks else []


def _in_article(citation: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """A citation with what stands before and after it in its article."""
    text = texts.get(citation["article_id"], "")
    return citation | {
        "before": text[max(0, citation["start"] - _CONTEXT) : citation["start"]],
        "after": text[citation["end"] : citation["end"] + _CONTEXT],
    }


def _attribute(text: str) -> str:
    return quoteattr("".join(c for c in text if c >= " "))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
