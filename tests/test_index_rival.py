"""The reader that sees that articles differ: as small as can be where its arithmetic is meant, the real one where its sense is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from test_index_reader import SENTENCES, exact, learnt, small  # noqa: F401 - fixtures

from index.models import ready
from index.opened import Index
from index.published import DEFAULT_EMBEDDER, READER
from index.rival import RivalReader

SAYS = "The governor pardoned 25 people."


def test_a_sentence_is_read_with_the_question_and_the_one_that_answers_it(small: Path, learnt: Path) -> None:  # noqa: F811
    import torch
    from transformers import AutoTokenizer

    reader = RivalReader(small, learnt)
    found = reader.scores("who pardoned", SAYS, SENTENCES)
    tokenizer = AutoTokenizer.from_pretrained(small)
    for score, (text, before, title) in zip(found, SENTENCES, strict=True):
        with torch.inference_mode():
            wanted = float(reader._model(**tokenizer(f"who pardoned | {SAYS}", f"{text} | {title} | {before}", return_tensors="pt")).logits[0, 0])
        assert score == pytest.approx(wanted, abs=1e-4)
    assert not np.allclose(found, reader.scores("who pardoned", "Nobody did.", SENTENCES), atol=1e-3)
    assert reader.scores("who pardoned", SAYS, []).shape == (0,)
    assert np.isfinite(reader.scores("who " * 400, SAYS * 20, [("He " * 400, "", "News")])).all()


def test_where_the_readers_model_is_not_there_nothing_differs(index: Index) -> None:
    assert index.rival is None


@pytest.mark.model
def test_it_tells_what_answers_otherwise_from_what_says_the_same_and_what_answers_nothing() -> None:
    reader = RivalReader(ready(READER))
    others = [
        ("A cigarette thrown into the sawdust had started it, the foreman believes.", "The roof fell in at noon.", "Sawmill in ruins at Orlo"),
        ("Last year a boiler blew up in the mill.", "The roof fell in at noon.", "Sawmill in ruins at Orlo"),
        ("He has worked there since 1998.", "The roof fell in at noon.", "Sawmill in ruins at Orlo"),
    ]
    for asked in ("What set off the fire in the Orlo sawmill?", "what caused the blaze"):
        other = reader.scores(asked, "The fire in the Orlo sawmill was set off by a faulty cable, the fire brigade said on Monday.", others)
        same = reader.scores(asked, "The fire in the Orlo sawmill was set off by a cigarette, the fire brigade said on Monday.", others)
        assert other.argmax() == 0
        assert other[0] > max(other[1:]) + 3
        assert other[0] > same[0] + 0.8


@pytest.mark.model
def test_an_index_with_the_real_embedder_has_it(index: Index, data: Path) -> None:
    from index.embed import SentenceTransformerEmbedder

    found = Index(data, index.library, SentenceTransformerEmbedder(data, DEFAULT_EMBEDDER, "0" * 64, 384), index.settings).rival
    assert found is not None
    assert found.folder.name == READER
