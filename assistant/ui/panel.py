"""What the article panel shows for a citation, a passage or an article that a reader opens."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from assistant.session import Session
from assistant.ui import markup
from corpus.article import Span
from corpus.errors import SourceboundError


def open_passage(session: Session, reference: str) -> str:
    """HTML of the article that a reference names, marked.

    `reference` is JSON: {"turn": "conversation-number", "n": 1} for citation n of an answer, or
    {"article": id, "start", "end"} (offsets may be missing). A reference to something that is
    gone gives a line that says so.
    """
    try:
        wanted = json.loads(reference)
        marked: Span | None
        if "turn" in wanted:
            article_id, marked, also = _of_citation(session, str(wanted["turn"]), int(wanted["n"]))
        else:
            article_id, also = str(wanted["article"]), []
            marked = Span(int(wanted["start"]), int(wanted["end"])) if wanted.get("end") else None
        return markup.reader(session.index.library.get(article_id), marked, also, date.today())
    except SourceboundError:
        return '<p class="note">This article is no longer in the library.</p>'
    except (ValueError, KeyError, TypeError, AttributeError):
        return '<p class="note">This passage cannot be opened.</p>'


def _of_citation(session: Session, turn: str, n: int) -> tuple[str, Span, list[Span]]:
    conversation, _, number = turn.rpartition("-")
    stored = next((t for t in session.conversations.turns(conversation) if str(t.number) == number), None)
    if stored is None or stored.answer is None:
        raise KeyError(turn)
    citations: list[dict[str, Any]] = stored.answer["citations"]
    cited = next((c for c in citations if c["n"] == n), None)
    if cited is None:
        raise KeyError(n)
    also = [Span(c["start"], c["end"]) for c in citations if c["article_id"] == cited["article_id"] and c["n"] != n]
    return cited["article_id"], Span(cited["start"], cited["end"]), also
