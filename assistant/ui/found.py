"""How an answer was found, as HTML, from its trace: for readers who want to see why. Pure; every text is escaped here."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from typing import Any

_BEGINNING = 110


def found(trace: Mapping[str, Any], seconds: Mapping[str, float | None]) -> str:
    """The passages with their ranks, what the model was shown and wrote, what was left out and why, and what it took; for each of
    the questions in a question."""
    asked = trace.get("parts", ())
    if not asked:
        return _one(trace) + _cost(trace.get("usage", {}), seconds)
    used = {name: sum(part.get("usage", {}).get(name, 0) for part in asked) for name in ("prompt", "cached", "written")}
    return "".join(f"<h3 class='part'>{html.escape(part['asked'])}</h3>{_one(part)}" for part in asked) + _cost(used, seconds)


def _one(trace: Mapping[str, Any]) -> str:
    parts = [_hits(trace.get("hits", ())), _shown(trace.get("evidence", ()), trace.get("judgement", {}))]
    if trace.get("sure"):
        sentence = html.escape(" ".join(trace["sure"].split()))
        parts.append(f"<p class='said'>One of them surely answers, so that the model was not waited for: <q>{sentence}</q></p>")
    if trace.get("said"):
        parts.append(f"<h3>What the model wrote</h3><p class='said'>{html.escape(''.join(trace['said']).strip())}</p>")
    if trace.get("said_again"):
        parts.append(f"<p class='said'>Of the best sentence alone: {html.escape(''.join(trace['said_again']).strip())}</p>")
    asked = [
        f"<li><q>{html.escape(' '.join(one['sentence'].split()))}</q>: {1 / (1 + math.exp(-one['odds'])):.2f}</li>"
        for one in trace.get("opinions", ())
        if one["odds"] is not None
    ]
    if asked:
        parts.append(f"<h3>How likely a sentence answers, as the model and the reader were asked of it</h3><ul>{''.join(asked)}</ul>")
    left_out = [f"<li><q>{html.escape(one['text'])}</q> lacks {html.escape(', '.join(one['missing']))}</li>" for one in trace.get("dropped", ())]
    if left_out:
        parts.append(f"<h3>Left out</h3><ul>{''.join(left_out)}</ul>")
    quoted = [
        f"<li><q>{html.escape(one['text'])}</q>{' differs in ' + html.escape(', '.join(one['why'])) if one['why'] else ' is less exact'}</li>"
        for one in trace.get("repaired", ())
    ]
    if quoted:
        parts.append(f"<h3>The sentence shown in its place</h3><ul>{''.join(quoted)}</ul>")
    return "".join(parts)


def _hits(hits: Any) -> str:
    rows = "".join(
        f"<tr><td>{hit['rank']}</td><td>{hit['ranks'].get('dense', '–')}</td><td>{hit['ranks'].get('lexical', '–')}</td>"
        f"<td><a class='passage' href='#sources' role='button' tabindex='0' data-article='{html.escape(hit['article_id'])}' data-start='{hit['start']}' data-end='{hit['end']}'>"
        f"{html.escape(_beginning(hit['text']))}</a></td></tr>"
        for hit in hits
    )
    head = "<tr><th>rank</th><th>by meaning</th><th>by words</th><th>passage</th></tr>"
    return f"<h3>Passages found</h3><table><thead>{head}</thead><tbody>{rows}</tbody></table>" if rows else ""


def _shown(evidence: Any, judgement: Mapping[str, Any]) -> str:
    rows = "".join(f"<li value='{one['n']}'>{html.escape(' '.join(one['text'].split()))}</li>" for one in evidence)
    sure = (
        f"<p>They hold the answer with a probability of {judgement['probability']:.2f}, by the words and the meaning alone.</p>" if judgement else ""
    )
    return f"<h3>Sentences that an answer may be made of</h3><ol>{rows}</ol>{sure}" if rows else ""


def _cost(usage: Mapping[str, float], seconds: Mapping[str, float | None]) -> str:
    read = f", {usage['prompt']:,} tokens read ({usage['cached']:,} of them known already), {usage['written']:,} written" if usage else ""
    read += f" at {usage['per_second']:.0f} a second" if usage.get("per_second") else ""
    return f"<p class='cost'>{seconds['evidence'] or 0:.2f} s to find, {seconds['total'] or 0:.1f} s in all{read}.</p>"


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _BEGINNING else line[:_BEGINNING].rsplit(" ", 1)[0] + " …"
