"""Readers' feedback → drafts for the gold set: what was asked, answered and cited, for somebody to finish by hand."""

from __future__ import annotations

from typing import Any

from assistant import feedback
from assistant.conversations import Conversations
from corpus.database import Database


def drafts(database: Database) -> list[dict[str, Any]]:
    """One draft for each answer that a reader judged, the disliked ones first.

    A draft has the fields of a gold question, filled as far as they are known: after a thumb up the
    cited sentences as evidence and the answer as reference, after a thumb down nothing but what was asked.
    `answer` is left empty on purpose, and `draft` tells what the reader said: `gold check` refuses it until
    somebody has looked.
    """
    conversations = Conversations(database)
    found = []
    for number, one in enumerate(sorted(feedback.given(database), key=lambda f: f.liked), start=1):
        turns = conversations.turns(one.conversation)
        turn = next(t for t in turns if t.number == one.number)
        answer = turn.answer or {}
        answered = answer.get("status") == "answered"
        spans = [{"article": c["article_id"], "start": c["start"], "end": c["end"], "quote": c["quote"]} for c in answer.get("citations", [])]
        found.append({
            "id": f"draft-{number:02d}", "kind": "", "split": "dev", "question": turn.question,
            "history": [t.question for t in turns if t.number < one.number], "answerable": answered or not one.liked, "answer": [], "wrong": [],
            "reference": " ".join(claim["text"] for claim in answer.get("claims", [])) if one.liked else "",
            "evidence": [[span] for span in spans] if one.liked else [],
            "draft": {"liked": one.liked, "comment": one.comment, "given_at": one.given_at, "shown": answer.get("answer", "")},
        })  # fmt: skip
    return found
