"""A gold question and an answer to judge, for the tests of the evaluation."""

from __future__ import annotations

from eval.gold import GoldQuestion, GoldSpan


def question(**changes: object) -> GoldQuestion:
    span = GoldSpan(article="a", start=0, end=4, quote="text")
    value = {
        "id": "x",
        "kind": "fact",
        "split": "dev",
        "question": "How many?",
        "answerable": True,
        "answer": (("25", "twenty-five"),),
        "reference": "25.",
        "evidence": ((span,),),
    }
    return GoldQuestion.model_validate(value | changes)


def answer(text: str, status: str = "answered", citations: tuple[tuple[str, int, int], ...] = (("a", 0, 4),)) -> dict:
    cited = [{"n": n, "article_id": a, "start": s, "end": e, "quote": text} for n, (a, s, e) in enumerate(citations, start=1)]
    claims = [{"text": text, "citations": [c["n"] for c in cited], "support": "supported"}] if status == "answered" else []
    return {
        "status": status,
        "answer": text,
        "citations": cited,
        "claims": claims,
        "seconds": {"evidence": 0.1, "first_token": 1.0, "total": 2.0},
        "standalone_question": "",
    }
