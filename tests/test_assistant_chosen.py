"""Another model, chosen while the page is open; and adding to the library, told file by file."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from fakes import ScriptedModel

from assistant import chosen
from assistant.answer import Final
from assistant.chosen import ChosenModel
from assistant.llm import Message, NoModel, Usage
from assistant.pipeline import Assistant, last
from assistant.session import Session
from assistant.ui import shelf
from corpus.errors import SourceboundError
from corpus.settings import ModelSettings
from index import models, published
from index.opened import Index

SMALL = "qwen2.5-coder-0.5b-instruct-q4_k_m"
CHAT = [Message("user", "hello")]


class Closing(ScriptedModel):
    closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> dict[str, Closing]:
    """What was opened, by choice; both registered models are here."""
    found: dict[str, Closing] = {}

    def open_model(choice: str, settings: ModelSettings) -> Closing | NoModel:
        if choice == "none":
            return NoModel()
        found[choice] = Closing(f"I am {choice}.")
        return found[choice]

    monkeypatch.setattr(chosen, "open_model", open_model)
    monkeypatch.setattr(models, "check", lambda model, rehash=False: "ready")
    return found


def test_another_model_answers_from_now_on_and_the_old_one_is_let_go(opened: dict[str, Closing]) -> None:
    model = ChosenModel("embedded", ModelSettings())
    assert model.choices() == [published.DEFAULT_LLM, SMALL, "none"]
    assert "".join(model.stream(CHAT, 9, Usage())) == "I am embedded."
    model.choose(SMALL)
    assert model.choice == SMALL
    assert "".join(model.stream(CHAT, 9, Usage())) == f"I am {SMALL}."
    assert opened["embedded"].closed
    assert not opened[SMALL].closed


def test_what_is_being_written_is_waited_for(opened: dict[str, Closing]) -> None:
    model = ChosenModel("embedded", ModelSettings())
    writing = model.stream(CHAT, 9, Usage())
    first = next(writing)
    changing = threading.Thread(target=model.choose, args=(SMALL,))
    changing.start()
    changing.join(0.2)
    assert changing.is_alive()
    assert first + "".join(writing) == "I am embedded."
    changing.join(5)
    assert model.choice == SMALL


def test_what_it_says_of_a_sentence_is_told_while_it_still_writes(opened: dict[str, Closing], index: Index) -> None:
    """A first sentence is checked, and asked about, before the second is written."""
    model = ChosenModel("embedded", ModelSettings())
    writer = opened["embedded"]
    writer.replies = ["Belarus pardoned 25 people on September 16, 2025 [1]. Belarus pardoned 25 people [1]."]
    writer.opinions = lambda asked: 1.0
    found: list[Final] = []
    asking = threading.Thread(
        target=lambda: found.append(last(Assistant(index, model).ask("How many people did Belarus pardon on September 16, 2025?"))), daemon=True
    )
    asking.start()
    asking.join(30)
    assert not asking.is_alive()
    assert found[0].answer.status == "answered"
    assert writer.asked
    model.choose("none")  # nothing is at work any more
    assert writer.closed


def test_only_what_is_here_can_be_chosen(opened: dict[str, Closing], monkeypatch: pytest.MonkeyPatch) -> None:
    model = ChosenModel("none", ModelSettings())
    assert model.choices() == ["none", published.DEFAULT_LLM, SMALL]
    for strange in ("/etc/passwd", "http://127.0.0.1:1", "all-MiniLM-L6-v2", ""):
        with pytest.raises(SourceboundError, match="not among the models"):
            model.choose(strange)
    monkeypatch.setattr(models, "check", lambda model, rehash=False: "missing")
    with pytest.raises(SourceboundError, match="not among the models"):
        model.choose(SMALL)
    assert model.state == "none"


def test_no_model_can_be_chosen_to_free_memory(opened: dict[str, Closing]) -> None:
    model = ChosenModel("embedded", ModelSettings())
    model.choose("none")
    assert (model.state, opened["embedded"].closed) == ("none", True)


def test_each_file_is_told_as_it_is_read(index: Index, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.txt", "two.pdf", "three.txt")]
    paths[0].write_text("Mine reopens\n\nThe mine of Varga reopened on 3 March 2026 after two years.", encoding="utf-8")
    paths[1].write_bytes(b"no pdf at all")
    paths[2].write_text("Bridge closed\n\nThe bridge at Szolnok was closed on 4 March 2026.", encoding="utf-8")
    seen = list(shelf.add(Session(index, ScriptedModel()), [str(path) for path in paths], "Storm\n\nA storm hit Eger on 5 March 2026.", ""))
    reading = [name for view in seen for name in ("one.txt", "two.pdf", "three.txt", "the pasted text", "ready for questions") if f"{name} …" in view]
    assert reading == ["one.txt", "two.pdf", "three.txt", "the pasted text", "ready for questions"]
    assert all("<progress" in view for view in seen[:-1])
    assert "<progress" not in seen[-1]
    assert seen[-1].count("added.") == 3
    assert "two.pdf" in seen[-1]
    assert str(tmp_path) not in "".join(seen)
    assert not index.pending()


def test_nothing_given_is_told(index: Index) -> None:
    (said,) = shelf.add(Session(index, ScriptedModel()), [], " ", "")
    assert "Choose files" in said
