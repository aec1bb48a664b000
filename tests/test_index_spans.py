"""The reader that points at answers: as small as can be where its arithmetic is meant, the real one where its sense is."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_index_reader import exact, small  # noqa: F401 - fixtures

from index.models import ready
from index.opened import Index
from index.published import DEFAULT_EMBEDDER, READER
from index.spans import LONGEST, SpanReader

TEXT = "He pardoned 25 people."


@pytest.fixture
def learnt(tmp_path: Path) -> Path:
    """What a reader of one layer could have learnt."""
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(9)
    save_file({"qa_outputs.weight": torch.randn(2, 16).half(), "qa_outputs.bias": torch.zeros(2).half()}, tmp_path / "spans.safetensors")
    return tmp_path / "spans.safetensors"


def test_the_likeliest_span_is_that_of_all_that_begin_and_end_in_the_sentence(small: Path, learnt: Path) -> None:  # noqa: F811
    import torch
    from transformers import AutoTokenizer

    found = SpanReader(small, learnt).span("who pardoned", TEXT, "Who did it?", "News")
    assert found is not None
    reader = SpanReader(small, learnt)
    reader.load()
    read = AutoTokenizer.from_pretrained(small)("who pardoned", f"{TEXT} | News | Who did it?", return_tensors="pt", return_offsets_mapping=True)
    places, sequence = read.pop("offset_mapping")[0].tolist(), read.sequence_ids(0)
    with torch.inference_mode():
        logits = reader._model(**read)
    own = [i for i in range(len(places)) if sequence[i] == 1 and places[i][1] <= len(TEXT)]
    first, last = logits.start_logits[0, own].log_softmax(0), logits.end_logits[0, own].log_softmax(0)
    every = {(a, b): float(first[a] + last[b]) for a in range(len(own)) for b in range(a, len(own))}
    a, b = max(every, key=every.__getitem__)
    assert (found.start, found.end) == (places[own[a]][0], places[own[b]][1])
    assert found.odds == pytest.approx(every[a, b], abs=1e-4)


def test_a_span_is_in_its_sentence_whatever_is_around_it(small: Path, learnt: Path) -> None:  # noqa: F811
    reader = SpanReader(small, learnt)
    for text in (TEXT, "ja", "He said: no. " * 60, "many " * LONGEST * 2):
        found = reader.span("who pardoned", text, "Before it there was another. " * 5, "News")
        assert found is not None
        assert 0 <= found.start < found.end <= len(text)
        assert found.odds <= 0
    assert reader.span("who pardoned", "", "Before.", "News") is None
    found = reader.span("what " * 400, TEXT, "", "News")
    assert found is None or found.end <= len(TEXT)


def test_where_the_readers_model_is_not_there_nothing_points(index: Index) -> None:
    assert index.spans is None


@pytest.mark.model
def test_it_points_at_what_is_asked_for() -> None:
    reader = SpanReader(ready(READER))
    text = "On Tuesday Governor Lena Hart pardoned 25 smugglers in the port of Vell, because the prison was full."
    asked = {
        "How many smugglers were pardoned?": "25",
        "Who let them go?": "Lena Hart",
        "In which town did it happen?": "Vell",
        "On which day were they freed?": "Tuesday",
        "Why were they set free?": "prison was full",
    }
    for question, wanted in asked.items():
        found = reader.span(question, text, "", "Smugglers pardoned")
        assert found is not None
        assert wanted in text[found.start : found.end], question
        assert found.end - found.start < 40


@pytest.mark.model
def test_an_index_with_the_real_embedder_has_it(index: Index, data: Path) -> None:
    from index.embed import SentenceTransformerEmbedder

    found = Index(data, index.library, SentenceTransformerEmbedder(data, DEFAULT_EMBEDDER, "0" * 64, 384), index.settings).spans
    assert found is not None
    assert found.folder.name == READER
