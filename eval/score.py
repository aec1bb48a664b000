"""One answer against its gold question → scores; many → a summary with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval import metrics
from eval.gold import GoldQuestion, finds_all
from eval.metrics import Place
from eval.stats import Interval, clustered_mean, percentile, wilson


@dataclass(frozen=True, slots=True)
class Metric:
    """How a metric is read: is more of it better, and is it right-or-wrong (a proportion) or a mean."""

    name: str
    about: str
    higher_is_better: bool = True
    proportion: bool = False


METRICS: tuple[Metric, ...] = (
    Metric("correct", "right answers and right refusals, of all questions", proportion=True),
    Metric("answered_right", "right answers, of the answerable", proportion=True),
    Metric("refused_rightly", "refusals, of the unanswerable", proportion=True),
    Metric("refused_wrongly", "refusals, of the answerable", higher_is_better=False, proportion=True),
    Metric("token_f1", "token F1 against the reference, of what was answered"),
    Metric("exact_match", "the reference or a listed alternative, word for word, of what was answered"),
    Metric("citation_precision", "citations on a gold span, of those given"),
    Metric("citation_recall", "gold spans that were cited, of those needed"),
    Metric("support", "claims all of whose names and numbers are in the quotes that they cite, of those shown"),
    Metric("unsupported", "names and numbers per answer that its quotes lack", higher_is_better=False),
    Metric("evidence_recall", "gold spans that the model was shown"),
    Metric("judged_right", "right answers by the judge model, of what was answered", proportion=True),
    Metric("differences_shown", "all values shown, each with its own source, where sources differ", proportion=True),
    Metric("hit@1", "a gold span in the first chunk"),
    Metric("hit@5", "a gold span in the first five chunks"),
    Metric("recall@5", "gold chunks in the first five"),
    Metric("ndcg@10", "nDCG of the first ten chunks"),
    Metric("mrr@10", "reciprocal rank of the first gold chunk"),
)
BY_NAME = {metric.name: metric for metric in METRICS}
Scores = dict[str, float | None]


def score(question: GoldQuestion, answer: dict[str, Any], trace: dict[str, Any]) -> Scores:
    """The scores of one answer. None where a metric is undefined (the citations of a refusal); a failure
    counts as wrong and stays in every denominator."""
    status = answer["status"]
    text = shown(answer)
    answered, refused = status == "answered", status == "not_found"
    spans: list[Place] = [(s.article, s.start, s.end) for s in question.spans]
    groups = [[(s.article, s.start, s.end) for s in group] for group in question.evidence]
    cited = [_place(c) for c in answer["citations"]]
    right = answered and question.answerable and finds_all(text, question)
    unscored = question.answerable and not question.answer  # a set of passages without answers
    both = right and metrics.group_recall(cited, groups) == 1.0
    golds = [question.reference, *(alternative for group in question.answer for alternative in group)]
    misses = lacking(answer)
    found: Scores = {
        "correct": None if unscored else float(right if question.answerable else refused),
        "answered_right": float(right) if question.answerable and not unscored else None,
        "refused_rightly": None if question.answerable else float(refused),
        "refused_wrongly": float(refused) if question.answerable else None,
        "token_f1": metrics.token_f1(text, [question.reference]) if answered and question.answerable else None,
        "exact_match": metrics.exact_match(text, golds) if answered and question.answerable else None,
        "citation_precision": metrics.precision(cited, spans) if answered and question.answerable else None,
        "citation_recall": metrics.group_recall(cited, groups) if answered and question.answerable else None,
        "support": sum(not missing for missing in misses) / len(misses) if answered and misses else None,
        "unsupported": float(sum(map(len, misses))) if answered else None,
        "judged_right": None,
        "evidence_recall": metrics.group_recall([_place(e) for e in trace.get("evidence", [])], groups) if question.answerable else None,
        "differences_shown": float(both) if question.kind in ("conflict", "no_agreement") else None,
    }
    return found | _ranking(question, trace.get("hits", []), spans)


def shown(answer: dict[str, Any]) -> str:
    """The claims of an answer as one text, without markers (they would count as numbers)."""
    return " ".join(claim["text"] for claim in answer["claims"])


def lacking(answer: dict[str, Any]) -> list[list[str]]:
    """For each claim, the names and numbers that none of the quotes it cites has."""
    by_number = {c["n"]: c["quote"] for c in answer["citations"]}
    return [metrics.unsupported(claim["text"], [by_number[n] for n in claim["citations"]]) for claim in answer["claims"]]


def _ranking(question: GoldQuestion, hits: Sequence[dict[str, Any]], spans: Sequence[Place]) -> Scores:
    """Ranking metrics by ir_measures. A chunk is relevant if it holds a gold span; the score given to it is
    1/rank, since providers break ties in different ways."""
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    names = {"hit@1": Success @ 1, "hit@5": Success @ 5, "recall@5": R @ 5, "ndcg@10": nDCG @ 10, "mrr@10": RR @ 10}
    if not question.answerable:
        return dict.fromkeys(names)
    run, qrels, missed = [], [], [True] * len(spans)
    for rank, hit in enumerate(hits, start=1):
        name = f"{hit['article_id']}:{hit['start']}"
        run.append(ir_measures.ScoredDoc("q", name, 1.0 / rank))
        inside = [i for i, span in enumerate(spans) if metrics.overlaps(_place(hit), span)]
        if inside:
            qrels.append(ir_measures.Qrel("q", name, 1))
            for i in inside:
                missed[i] = False
    qrels += [ir_measures.Qrel("q", f"missed:{i}", 1) for i, was in enumerate(missed) if was]
    if not run:
        return dict.fromkeys(names, 0.0)
    values = ir_measures.calc_aggregate(list(names.values()), qrels, run)
    return {name: float(values[measure]) for name, measure in names.items()}


def _place(value: dict[str, Any]) -> Place:
    return (value["article_id"], value["start"], value["end"])


def summarise(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Scores with intervals, refusals on their own axis, scores by kind, and cost, of the rows of a run."""
    overall = {metric.name: interval(rows, metric) for metric in METRICS}
    kinds = sorted({row["kind"] for row in rows})
    return {
        "questions": len(rows),
        "failed": sum(row["answer"]["status"] == "error" for row in rows),
        "metrics": {name: asdict(value) if value else None for name, value in overall.items()},
        "refusals": refusals(rows),
        "kinds": {kind: asdict(found) for kind in kinds if (found := interval([r for r in rows if r["kind"] == kind], BY_NAME["correct"]))},
        "cost": cost(rows),
    }


def interval(rows: Sequence[dict[str, Any]], metric: Metric) -> Interval | None:
    """The mean of a metric over the rows where it is defined; None if it is nowhere."""
    defined = [(row["scores"][metric.name], row["cluster"]) for row in rows if row["scores"][metric.name] is not None]
    if not defined:
        return None
    if metric.proportion:
        return wilson(sum(value == 1.0 for value, _ in defined), len(defined))
    return clustered_mean([value for value, _ in defined], [cluster for _, cluster in defined])


def refusals(rows: Sequence[dict[str, Any]]) -> dict[str, float | int | None]:
    """Precision, recall and F1 of refusing, over all questions."""
    refused = [row for row in rows if row["answer"]["status"] == "not_found"]
    should = [row for row in rows if not row["answerable"]]
    right = sum(not row["answerable"] for row in refused)
    precision = right / len(refused) if refused else None
    recall = right / len(should) if should else None
    f1 = 2 * precision * recall / (precision + recall) if precision and recall else 0.0 if should else None
    return {"refused": len(refused), "should": len(should), "precision": precision, "recall": recall, "f1": f1}


def cost(rows: Sequence[dict[str, Any]]) -> dict[str, float | None]:
    """Seconds and tokens: p50 and p95."""
    found: dict[str, float | None] = {}
    for name in ("evidence", "first_token", "total"):
        values = [row["answer"]["seconds"][name] for row in rows if row["answer"]["seconds"][name] is not None]
        for percent in (50, 95):
            found[f"{name}_p{percent}"] = percentile(values, percent) if values else None
    for name in ("prompt", "written"):
        values = [usage[name] for row in rows if (usage := row["trace"].get("usage")) and usage["prompt"]]
        for percent in (50, 95):
            found[f"{name}_tokens_p{percent}"] = percentile(values, percent) if values else None
    return found
