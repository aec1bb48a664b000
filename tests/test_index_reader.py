"""The reader of questions and sentences: as small as can be where its arithmetic is meant, the real one where its sense is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embed import SentenceTransformerEmbedder
from index.models import ready
from index.opened import Index
from index.published import DEFAULT_EMBEDDER, READER
from index.reader import SentenceReader, number_type

SENTENCES = [("He pardoned 25 people.", "", "News"), ("It rained for a very long time there.", "He went out.", "Weather")]


@pytest.fixture(autouse=True)
def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on any processor."""
    import torch

    monkeypatch.setattr("index.reader.number_type", lambda: torch.float32)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an embedding model of one layer."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(7)
    folder = tmp_path_factory.mktemp("reader")
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{one}" for one in letters)]))
    shape = {
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
        "hidden_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 16,
    }
    BertModel(BertConfig(vocab_size=77, initializer_range=1.0, **shape)).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


@pytest.fixture
def learnt(tmp_path: Path) -> Path:
    """What a reader of one layer could have learnt."""
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(8)
    query, bias = "bert.encoder.layer.0.attention.self.query.weight", "bert.encoder.layer.0.attention.self.query.bias"
    save_file(
        {
            f"{query}.up": torch.randn(16, 2).half(),
            f"{query}.down": torch.randn(2, 16).half(),
            f"{bias}.plus": torch.randn(16).half(),
            "classifier.weight": torch.randn(1, 16),
            "classifier.bias": torch.randn(1),
        },
        tmp_path / "reader.safetensors",
    )
    return tmp_path / "reader.safetensors"


def test_what_it_learnt_is_added_to_the_embedding_models_weights(small: Path, learnt: Path) -> None:
    import torch
    from safetensors.torch import load_file
    from transformers import AutoTokenizer, BertForSequenceClassification

    added = {name: value.float() for name, value in load_file(learnt).items()}
    whole = BertForSequenceClassification.from_pretrained(small, num_labels=1).eval()
    attention = whole.bert.encoder.layer[0].attention.self
    with torch.inference_mode():
        attention.query.weight += (
            added["bert.encoder.layer.0.attention.self.query.weight.up"] @ added["bert.encoder.layer.0.attention.self.query.weight.down"]
        )
        attention.query.bias += added["bert.encoder.layer.0.attention.self.query.bias.plus"]
        whole.classifier.weight.copy_(added["classifier.weight"])
        whole.classifier.bias.copy_(added["classifier.bias"])
        read = AutoTokenizer.from_pretrained(small)("who pardoned", "He pardoned 25 people. | News | ", return_tensors="pt")
        wanted = float(whole(**read).logits[0, 0])
    assert float(SentenceReader(small, learnt).scores("who pardoned", SENTENCES[:1])[0]) == pytest.approx(wanted, abs=1e-4)


def test_a_score_is_its_sentences_own_whatever_is_read_beside_it(small: Path, learnt: Path) -> None:
    reader = SentenceReader(small, learnt)
    both = reader.scores("who pardoned", SENTENCES)
    assert both.shape == (2,)
    assert both[0] != pytest.approx(both[1], abs=1e-3)
    assert reader.scores("who pardoned", SENTENCES[::-1]) == pytest.approx(both[::-1], abs=1e-4)
    assert reader.scores("who pardoned", SENTENCES * 2) == pytest.approx(np.tile(both, 2), abs=1e-4)
    many = [(f"He pardoned {'many ' * n}people.", "", "News") for n in range(40)]
    alone = [SentenceReader(small, learnt).scores("who pardoned 0", [many[n]])[0] for n in (0, 17, 39)]
    assert SentenceReader(small, learnt).scores("who pardoned 0", many)[[0, 17, 39]] == pytest.approx(alone, abs=1e-4)
    assert reader.scores("who pardoned", []).shape == (0,)
    assert reader.scores("who came", SENTENCES, ["who pardoned", "who rained"])[0] == pytest.approx(both[0], abs=1e-4)
    assert reader.scores("who came", SENTENCES, ["who rained", "who pardoned"])[0] == pytest.approx(
        reader.scores("who rained", SENTENCES)[0], abs=1e-4
    )
    assert np.isfinite(reader.scores("who " * 400, [("He " * 400, "", "News")])).all()


def test_what_was_read_with_a_question_is_not_read_again(small: Path, learnt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = SentenceReader(small, learnt)
    first = reader.scores("who pardoned", SENTENCES)
    other = reader.scores("who rained", SENTENCES)
    assert not np.allclose(first, other)
    monkeypatch.setattr(reader, "_model", lambda **read: pytest.fail("read again"))
    assert (reader.scores("who rained", SENTENCES[1:]) == other[1:]).all()
    with pytest.raises(pytest.fail.Exception):
        reader.scores("who rained", [("He pardoned 25 people.", "Before.", "News")])


def test_where_the_readers_model_is_not_there_a_library_has_no_reader(
    index: Index, data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert index.reader is None  # nothing but words is read in tests
    real = SentenceTransformerEmbedder(data, DEFAULT_EMBEDDER, "0" * 64, 384)
    monkeypatch.setattr("index.opened.models.check", lambda model: "ready" if model.name == READER else "missing")
    reader = Index(data, index.library, real, index.settings).reader
    assert reader is not None
    assert reader.folder.name == READER
    monkeypatch.undo()
    monkeypatch.setenv("SOURCEBOUND_MODELS", str(tmp_path))
    assert Index(data, index.library, real, index.settings).reader is None


@pytest.mark.model
def test_it_tells_what_answers_from_what_only_looks_like_it() -> None:
    reader = SentenceReader(ready(READER))
    title = "Brewery fire kills two in Plzen"
    answers = ("The blaze began when a welder's spark set insulation alight, the fire chief said.", "Two people died.", title)
    near = ("The brewery, which was founded in 1842, employs 300 people.", "", title)
    for question in ("how did it break out", "What started the fire at the beer maker?"):
        right, wrong = reader.scores(question, [answers, near])
        assert right > max(0, wrong + 1)
    none_pays, none_old = reader.scores("What does the fire chief earn?", [answers, near])
    assert max(none_pays, none_old) < 0


@pytest.mark.parametrize(("amx", "avx512", "quick"), [(True, False, True), (False, True, True), (False, False, False)])
def test_it_calculates_in_sixteen_bits_where_the_processor_does(monkeypatch: pytest.MonkeyPatch, amx: bool, avx512: bool, quick: bool) -> None:
    import torch

    monkeypatch.setattr("torch.cpu._is_amx_tile_supported", lambda: amx)
    monkeypatch.setattr("torch.cpu._is_avx512_bf16_supported", lambda: avx512)
    assert number_type() is (torch.bfloat16 if quick else torch.float32)


def test_readers_of_one_model_share_what_was_not_taught(small: Path, learnt: Path, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    save_file({name: value + 1 for name, value in load_file(learnt).items()}, tmp_path / "other")
    alone = SentenceReader(small, tmp_path / "other").scores("who pardoned", SENTENCES)
    first, second = SentenceReader(small, learnt), SentenceReader(small, tmp_path / "other")
    assert not np.allclose(first.scores("who pardoned", SENTENCES), alone)
    assert second.scores("who pardoned", SENTENCES) == pytest.approx(alone, abs=1e-6)
    weights = [dict(reader._model.base_model.named_parameters()) for reader in (first, second)]
    shared = {name for name, value in weights[0].items() if value.data_ptr() == weights[1][name].data_ptr()}
    assert weights[0].keys() - shared == {f"encoder.layer.0.attention.self.query.{one}" for one in ("weight", "bias")}
    assert all(torch.equal(weights[0][name], weights[1][name]) for name in shared)
