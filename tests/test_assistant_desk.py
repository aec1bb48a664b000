"""Going back on a question: nothing that was answered is lost unless something better has come."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from fakes import ScriptedModel

from assistant.conversations import Conversations
from assistant.options import DEFAULT
from assistant.session import Session
from assistant.ui.desk import NONE, Desk
from assistant.ui.talk import shown
from index.opened import Index

FIRST, SECOND = "How many people did Lukashenko pardon on September 16, 2025?", "Which airline had its sanctions lifted?"
TAB = SimpleNamespace(session_hash="tab")


@pytest.fixture
def desk(index: Index) -> Desk:
    return Desk(Session(index, ScriptedModel()))


def ask(desk: Desk, question: str, conversation: str = "c", instead: tuple[str, int] = NONE, tab: Any = TAB) -> list[tuple[Any, ...]]:
    return list(desk.ask(question, conversation, shown(desk.session, conversation), DEFAULT, instead, tab))


def asked(desk: Desk, conversation: str = "c") -> list[str]:
    return [turn.question for turn in desk.session.conversations.turns(conversation)]


def named(turn: str) -> Any:
    return SimpleNamespace(turn=turn)


def test_an_edited_question_takes_the_place_of_the_old_one_and_of_what_came_after(desk: Desk) -> None:
    ask(desk, FIRST)
    ask(desk, SECOND)
    question, instead, line = desk.edit("c", named("c-1"))
    assert (question, instead, line.visible) == (FIRST, ("c", 1), True)
    views = ask(desk, "Who is John Coale?", instead=instead)
    assert asked(desk) == ["Who is John Coale?"]
    assert len(views[-1][1]) == 2
    assert views[0][4] == NONE


def test_what_is_edited_in_one_conversation_does_not_touch_another(desk: Desk) -> None:
    ask(desk, FIRST, "a")
    ask(desk, SECOND, "b")
    ask(desk, "Who is John Coale?", "b", instead=desk.edit("a", named("a-1"))[1])
    assert asked(desk, "b") == [SECOND, "Who is John Coale?"]
    assert asked(desk, "a") == [FIRST]


def test_sending_nothing_ends_the_editing(desk: Desk) -> None:
    ask(desk, FIRST)
    (view,) = ask(desk, "  ", instead=("c", 1))
    assert view[4] == NONE
    assert asked(desk) == [FIRST]


@pytest.mark.parametrize("nothing", ["???", "!"])
def test_if_nothing_comes_of_it_the_old_answer_is_kept(desk: Desk, nothing: str) -> None:
    ask(desk, FIRST)
    before = desk.session.conversations.turns("c")
    views = ask(desk, nothing, instead=("c", 1))
    assert desk.session.conversations.turns("c") == before
    assert "pardon" in views[-1][1][0]["content"]


def test_a_stopped_answer_gives_way_to_the_old_one(desk: Desk) -> None:
    ask(desk, FIRST)
    before = desk.session.conversations.turns("c")
    writing = desk.ask(SECOND, "c", [], DEFAULT, ("c", 1), TAB)
    next(writing)
    desk.stop("c")
    list(writing)
    assert desk.session.conversations.turns("c") == before


def test_asked_again_the_last_is_replaced_and_an_earlier_one_asked_once_more(desk: Desk) -> None:
    ask(desk, FIRST)
    ask(desk, SECOND)
    list(desk.ask_again("c", shown(desk.session, "c"), DEFAULT, named("c-2"), TAB))
    assert asked(desk) == [FIRST, SECOND]
    list(desk.ask_again("c", shown(desk.session, "c"), DEFAULT, named("c-1"), TAB))
    assert asked(desk) == [FIRST, SECOND, FIRST]
    assert all(turn.answer for turn in desk.session.conversations.turns("c"))
    list(desk.ask_again("c", [], DEFAULT, named("other-1"), TAB))
    assert len(asked(desk)) == 3


def test_who_turns_to_another_conversation_is_not_disturbed_and_the_answer_is_kept(desk: Desk) -> None:
    ask(desk, SECOND, "other")
    writing = desk.ask(FIRST, "c", [], DEFAULT, NONE, TAB)
    next(writing)
    desk.turn_to("other", "c", TAB)
    assert list(writing) == []
    assert all(turn.answer for turn in desk.session.conversations.turns("c"))


def test_two_tabs_of_one_conversation_each_get_their_answer(desk: Desk) -> None:
    one, two = (desk.ask(question, "c", [], DEFAULT, NONE, SimpleNamespace(session_hash=name)) for question, name in ((FIRST, "1"), (SECOND, "2")))
    next(one)
    next(two)
    for writing, question in ((one, FIRST), (two, SECOND)):
        said, answered = list(writing)[-1][1][-2:]
        assert question.split()[1] in said["content"]
        assert "act-copy" in answered["content"]  # whole, not stopped by the other
    assert asked(desk) == [FIRST, SECOND]
    assert all(turn.answer for turn in desk.session.conversations.turns("c"))


def test_conversations_are_found_and_renamed(desk: Desk) -> None:
    ask(desk, FIRST, "a")
    ask(desk, SECOND, "b")
    kept = desk.session.conversations
    assert kept.containing(["a", "b"], "airline SANCTIONS") == ["b"]
    assert kept.containing(["a", "b"], "") == ["a", "b"]
    assert kept.containing(["a"], "airline") == []
    kept.rename("b", "  Aeroplanes  ")
    kept.rename("a", "   ")
    assert kept.titles(["b"]) == [("b", "Aeroplanes")]
    assert kept.titles(["a"])[0][1].startswith("How many people")


def test_a_browser_knows_its_conversations_after_a_restart(desk: Desk) -> None:
    kept = desk.session.conversations
    assert len(kept.browser_secret()) > 20
    assert Conversations(kept.database).browser_secret() == kept.browser_secret()


def test_a_conversation_that_nothing_was_asked_in_is_a_new_one_and_then_has_its_questions_name(desk: Desk) -> None:
    new, *_, choice = desk.begin("", [], SimpleNamespace(session_hash="s"))
    assert choice.choices == [("New conversation", new)]
    ask(desk, FIRST, new)
    mine, choice = desk.listed(new, [])
    assert mine == [new]
    assert choice.choices == [(FIRST, new)]
    back, chat, _, choice = desk.arrive(mine)
    assert (back, choice.choices, choice.value) == (new, [(FIRST, new)], new)
    assert len(chat) == 2
