"""Models that read two texts together: real ones, made on the spot and as small as can be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fakes import ScriptedModel

from assistant.evidence import candidates, rank
from assistant.parts import ALL
from assistant.pipeline import Assistant, last
from assistant.question import analyse
from assistant.selection import rerank
from assistant.writer import Writer
from corpus.errors import ModelUnavailable
from corpus.settings import RetrievalSettings, Settings
from index.cross import CrossModel, Entailment, Reranker
from index.opened import Index
from index.retrieve import Searcher

QUESTION = "How many people did Lukashenko pardon?"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The folders of a CrossEncoder with one output and one with three."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(7)
    folders = {}
    for labels in (1, 3):
        folder = tmp_path_factory.mktemp("cross") / str(labels)
        folder.mkdir()
        letters = "abcdefghijklmnopqrstuvwxyz0123456789"
        (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{one}" for one in letters)]))
        names = {0: "contradiction", 1: "entailment", 2: "neutral"} if labels == 3 else {0: "relevant"}
        shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
        config = BertConfig(
            vocab_size=77, num_labels=labels, id2label=names, label2id={v: k for k, v in names.items()}, initializer_range=1.0, **shape
        )
        BertForSequenceClassification(config).save_pretrained(folder)
        BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
        folders[labels] = folder
    return folders


def test_a_reranker_scores_each_sentence_with_the_question(small: dict[int, Path]) -> None:
    scores = Reranker(CrossModel(small[1])).scores(QUESTION, ["He pardoned 25 people.", "It rained.", "He pardoned 25 people."])
    assert scores.shape == (3,)
    assert ((scores > 0) & (scores < 1)).all()
    assert scores[0] == pytest.approx(scores[2])
    assert scores[0] != scores[1]
    assert Reranker(CrossModel(small[1])).scores(QUESTION, []).shape == (0,)


def test_what_the_reranker_says_counts_half(index: Index) -> None:
    class Likes(Reranker):
        def __init__(self) -> None: ...

        def scores(self, question: str, sentences: list[str]):  # type: ignore[no-untyped-def,override]
            return np.array([float("Bialiatski" in one) for one in sentences], dtype=np.float32)

    read = analyse("Which political prisoners remain?", index.lexical)
    vector = index.embedder.embed([read.text])[0]
    ranked = rank(read, vector, candidates(index, Searcher(index).search(read.text, 12, vector.tolist())), index)
    assert any("Bialiatski" in one.text for one in ranked[:24])
    again = rerank(read, ranked, Likes())
    assert "Bialiatski" in again[0].text
    assert [one.n for one in again] == [*range(1, len(ranked) + 1)]
    assert [one.score for one in again] == sorted((one.score for one in again), reverse=True)
    assert {one.text for one in again} == {one.text for one in ranked}
    assert rerank(read, [], Likes()) == []


def test_a_reranker_of_the_settings_is_used(index: Index, small: dict[int, Path]) -> None:
    index.settings = Settings(retrieval=RetrievalSettings(reranker=str(small[1])))
    assert last(Assistant(index, ScriptedModel()).ask(QUESTION)).trace["evidence"]


def test_a_claim_that_its_sentence_contradicts_is_dropped(index: Index) -> None:
    class Against(Entailment):
        def __init__(self) -> None: ...

        def contradiction(self, text: str, claim: str) -> float:
            return 0.9

    assistant = Assistant(index, ScriptedModel("Lukashenko pardoned 25 individuals [1].", "Lukashenko pardoned 25 individuals [1]."))
    assert not last(assistant.ask(QUESTION)).trace["dropped"]
    assistant.writer.entailment = Against()
    dropped = last(assistant.ask(QUESTION)).trace["dropped"]
    assert [one["missing"] for one in dropped] == [["agreement with its sentence, read a second time"]]


def test_contradiction_is_read_off_the_label_of_that_name(small: dict[int, Path]) -> None:
    assert 0 < Entailment(CrossModel(small[3])).contradiction("He pardoned 25 people.", "He pardoned nobody.") < 1
    with pytest.raises(ModelUnavailable, match="contradiction"):
        Entailment(CrossModel(small[1])).contradiction("a", "b")


def test_a_folder_without_a_model_is_told_in_a_line(index: Index, tmp_path: Path) -> None:
    index.settings = Settings(retrieval=RetrievalSettings(reranker=str(tmp_path)))
    with pytest.raises(ModelUnavailable, match="There is no CrossEncoder in"):
        Assistant(index, ScriptedModel())
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        CrossModel(tmp_path).read([("a", "b")])
    assert Writer(index, ScriptedModel(), ALL).entailment is None
