"""A conversation as a document that stands alone: Markdown, HTML or JSON, each citation a footnote with its quote."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from typing import Any

from assistant.answer import Conflict
from assistant.conversations import StoredTurn

FORMATS = {"Markdown": "md", "HTML": "html", "JSON": "json"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_UNFINISHED = "(This answer was never finished.)"


def export(title: str, turns: Sequence[StoredTurn], form: str) -> str:
    """The turns as a document of one of FORMATS. Raises KeyError for any other."""
    return {"Markdown": _markdown, "HTML": _html, "JSON": _json}[form](title, turns)


def _markdown(title: str, turns: Sequence[StoredTurn]) -> str:
    lines, notes = [f"# {_plain(title)}", ""], list[str]()
    for turn in turns:
        answer = turn.answer
        lines += [f"## {_plain(turn.question)}", ""]
        lines += [_marked(answer, lambda n, turn=turn: f"[^{turn.number}-{n}]", _plain) if answer else _UNFINISHED, ""]
        notes += [
            f"[^{turn.number}-{cited['n']}]: {_plain(_origin(cited))}: “{_plain(' '.join(cited['quote'].split()))}”"
            for cited in (answer["citations"] if answer else ())
        ]
    return "\n".join([*lines, *notes, ""])


def _html(title: str, turns: Sequence[StoredTurn]) -> str:
    parts = []
    for turn in turns:
        answer, number = turn.answer, turn.number
        text = _marked(answer, lambda n, number=number: f'<sup><a href="#n{number}-{n}">{n}</a></sup>', html.escape) if answer else _UNFINISHED
        parts.append(f"<h2>{html.escape(turn.question)}</h2><p>{text}</p>")
        notes = "".join(
            f'<li id="n{number}-{cited["n"]}" value="{cited["n"]}">{html.escape(_origin(cited))}: <q>{html.escape(" ".join(cited["quote"].split()))}</q></li>'
            for cited in (answer["citations"] if answer else ())
        )
        parts.append(f"<ol>{notes}</ol>" if notes else "")
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title><style>body{{font:1.05rem/1.6 Georgia,serif;max-width:42rem;margin:3rem auto;padding:0 1rem}}ol{{font-size:.9rem;color:#555}}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><h1>{html.escape(title)}</h1>{"".join(parts)}</body></html>\n'


def _json(title: str, turns: Sequence[StoredTurn]) -> str:
    value = {"title": title, "turns": [{"number": t.number, "question": t.question, "answer": t.answer} for t in turns]}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _marked(answer: dict[str, Any], mark: Any, plain: Any) -> str:
    """An answer's text with a mark at each citation; a refusal as it is."""
    if answer["status"] != "answered":
        return str(plain(answer["answer"]))
    said = [plain(claim["text"]) + "".join(mark(n) for n in claim["citations"]) for claim in answer["claims"]]
    for number, one in enumerate(answer["conflicts"]):
        heading = Conflict(one["about"], (), number in answer.get("only_exactness", ())).heading
        said.append(f"{heading}: {'; '.join(plain(v['value']) + ''.join(mark(n) for n in v['citations']) for v in one['values'])}.")
    return " ".join([*said, plain(answer["closing"])] if answer.get("closing") else said)


def _origin(cited: dict[str, Any]) -> str:
    return ", ".join(filter(None, (cited["title"], cited["source"], cited["date"] or "no date")))


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
