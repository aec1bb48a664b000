"""One question on the page: the chain's events → what the chat and the panel show, step by step."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.answer import ANSWERED, NOT_FOUND, Answer, Citation, Claim, ClaimChecked, EvidenceFound, Final, Progress
from assistant.options import DEFAULT, Options
from assistant.session import Session
from assistant.ui import markup
from assistant.ui.found import found
from corpus.article import Span

log = logging.getLogger(__name__)
_FAILED = "Something went wrong on our side; the log has the details. Your question is kept: ask it again."


@dataclass(frozen=True, slots=True)
class View:
    """The assistant's message so far, and the panel's content if it changes."""

    message: str
    panel: str | None
    found: str | None = None
    """How the answer was found, once it is whole."""


def talk(
    session: Session, conversation: str, question: str, options: Options = DEFAULT, stopped: Callable[[], bool] = lambda: False
) -> Iterator[View]:
    """Ask and show. The last view is the whole answer, a line that says what failed, or, if the reader `stopped` it, what was
    checked by then."""
    turn = f"{conversation}-{len(session.conversations.turns(conversation)) + 1}"
    claims: list[Claim] = []
    citations: list[Citation] = []
    yield View(markup.note("Looking through the articles"), None)
    try:
        for event in session.ask(conversation, question, options):
            if stopped():
                checked = markup.answer_so_far(claims, citations, turn) if claims else ""
                yield View(f'{checked}<p class="kind stopped">Stopped.</p>', None)
                return
            if isinstance(event, EvidenceFound):
                yield View(markup.note("Reading the passages"), markup.evidence_cards(event.evidence, date.today()))
            elif isinstance(event, Progress):
                waiting = event.detail[:1].upper() + event.detail[1:]
                yield View(markup.answer_so_far(claims, citations, turn, waiting) if claims else markup.note(waiting), None)
            elif isinstance(event, ClaimChecked):
                claims.append(event.claim)
                citations.extend(event.citations)
                yield View(markup.answer_so_far(claims, citations, turn, "Reading on"), None)
            else:
                yield View(markup.answer(event.answer, turn), _panel(session, event), found(event.trace, event.answer.seconds.to_json()))
    except Exception:  # the page's edge: logged, and told to the reader
        log.exception("a question failed")
        yield View(f'<p class="failed" role="alert">{markup.safe(_FAILED)}</p>', None)


def shown(session: Session, conversation: str) -> list[dict[str, str]]:
    """The messages of a conversation, as the chat shows them."""
    messages = []
    for turn in session.conversations.turns(conversation):
        said = "(This answer was never finished. Ask again.)"
        reply = (
            markup.answer(Answer.from_json(turn.answer), f"{conversation}-{turn.number}")
            if turn.answer
            else f'<p class="kind">{markup.safe(said)}</p>'
        )
        messages += [{"role": "user", "content": markup.asked(turn.question)}, {"role": "assistant", "content": reply}]
    return messages


def _panel(session: Session, final: Final) -> str | None:
    """The first citation's article, or the nearest passages; nothing new after a failure."""
    answer = final.answer
    if answer.status == ANSWERED and answer.citations:
        first = answer.citations[0].passage
        also = [Span(c.passage.start, c.passage.end) for c in answer.citations[1:] if c.passage.article_id == first.article_id]
        return markup.reader(session.index.library.get(first.article_id), Span(first.start, first.end), also, date.today())
    if answer.status == NOT_FOUND and answer.nearest:
        return markup.passages(answer.nearest, "The nearest passages (no answer)", date.today())
    return None
