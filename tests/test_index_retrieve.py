from __future__ import annotations

from pathlib import Path

import pytest
from conftest import write
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InvalidQuestion
from corpus.words import words
from index.build import build
from index.fuse import reciprocal_rank_fusion
from index.opened import Index
from index.retrieve import DenseRetriever, HybridRetriever, Searcher


def test_fusion_by_hand() -> None:
    assert reciprocal_rank_fusion({"a": ["x", "y"], "b": ["y", "z"]}, k=60) == [
        ("y", pytest.approx(1 / 62 + 1 / 61)), ("x", pytest.approx(1 / 61)), ("z", pytest.approx(1 / 62)),
    ]  # fmt: skip
    assert reciprocal_rank_fusion({}) == []


@given(st.lists(st.lists(st.integers(0, 20), unique=True), max_size=4))
def test_fusion_does_not_depend_on_the_order_of_the_rankings(rankings: list[list[int]]) -> None:
    named = {str(i): ranking for i, ranking in enumerate(rankings)}
    turned = dict(reversed(named.items()))
    assert reciprocal_rank_fusion(named) == reciprocal_rank_fusion(turned)


def test_hits_are_verbatim_ranked_and_the_same_every_time(index: Index) -> None:
    searcher = Searcher(index)
    hits = searcher.search("Which airline had its sanctions lifted?", 6)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5, 6]
    assert all(index.library.get(hit.article_id).text[hit.start : hit.end] == hit.text for hit in hits)
    assert "airline" in hits[0].text
    assert {"dense", "lexical"} == {name for hit in hits for name in hit.retrievers}
    assert hits == searcher.search("Which airline had its sanctions lifted?", 6)
    assert hits[0].to_json().keys() >= {"article_id", "start", "end", "text", "score", "rank", "retrievers"}


@pytest.mark.parametrize(
    ("query", "found"),
    [("Stackevic", "Stackevich"), ("Viacorka", "Viačorka"), ("NAUSEDA", "Naus"), ("Mantsevitch", "Mantsevich"), ("belavia", "Belavia")],
)
def test_names_spelled_otherwise_are_found(index: Index, query: str, found: str) -> None:
    assert any(found in hit.text for hit in Searcher(index).search(query, 3))


@pytest.mark.parametrize("query", ["", "   ", "?!…", "😀😀"])
def test_a_query_without_a_word_is_refused(index: Index, query: str) -> None:
    with pytest.raises(InvalidQuestion):
        Searcher(index).search(query, 5)


@pytest.mark.parametrize("query", ['"', "NEAR(", "a AND OR NOT", "col:x*", "' OR 1=1 --", "x" * 5000, "U.S. \u0000 envoy"])
def test_a_query_is_never_read_as_search_syntax(index: Index, query: str) -> None:
    assert isinstance(Searcher(index).search(query + " Minsk", 5), list)


def test_k_is_clamped(index: Index) -> None:
    assert len(Searcher(index).search("prisoners", 0)) == 1
    assert len(Searcher(index).search("prisoners", 10_000)) <= 40


def test_near_identical_passages_are_folded_and_noted(empty: Index, tmp_path: Path) -> None:
    text = "The harbour of Split closed on Friday after a storm broke two of its piers, the mayor said."
    list(empty.library.add_files([write(tmp_path, "one.txt", text), write(tmp_path, "two.txt", text.replace("Friday", "friday"))]))
    build(empty)
    (hit,) = Searcher(empty).search("Why did the harbour of Split close?", 5)
    assert [copy.article_id for copy in hit.copies] == [{"one": "two", "two": "one"}[hit.article_id]]


def test_a_removed_article_is_not_found_even_before_the_next_build(index: Index) -> None:
    searcher = Searcher(index)
    (first, *_) = searcher.search("Statkevich solitary confinement", 1)
    index.library.remove(first.article_id)
    assert all(hit.article_id != first.article_id for hit in searcher.search("Statkevich solitary confinement", 20))


def test_any_vector_store_of_llama_index_can_take_chromas_place(index: Index) -> None:
    from llama_index.core.schema import TextNode
    from llama_index.core.vector_stores.simple import SimpleVectorStore
    from llama_index.core.vector_stores.types import VectorStoreQuery

    class Memory(SimpleVectorStore):
        """llama-index's in-memory store, which returns ids alone, with its nodes put back."""

        stores_text: bool = True

        def query(self, query: VectorStoreQuery, **kwargs: object):  # type: ignore[no-untyped-def]
            result = super().query(query, **kwargs)
            result.nodes = [TextNode(id_=name, text="") for name in result.ids or []]
            return result

    keys = sorted(index.vectors.ids(), key=int)
    store = Memory()
    stored = index.vectors.vectors(keys)
    store.add([TextNode(id_=key, text="", embedding=stored[key].tolist()) for key in keys])
    searcher = Searcher(index)
    before = [hit.start for hit in searcher.search("sanctions on Belavia", 5)]
    dense = DenseRetriever(lambda: store, index.embedder, 20)
    hybrid = HybridRetriever({"dense": dense, "lexical": searcher.retriever(None)._retrievers["lexical"]}, 40)
    searcher.retriever = lambda articles: hybrid  # type: ignore[method-assign]
    assert [hit.start for hit in searcher.search("sanctions on Belavia", 5)] == before


def test_weights_and_variants_come_from_the_library(index: Index) -> None:
    lexical = index.lexical
    common, rare = words("prisoners")[0], words("Ryanair")[0]
    assert lexical.weight(common.stem) < lexical.weight(rare.stem) < lexical.weight("nowhere")
    assert lexical.is_name(words("statkevich")[0])
    assert not lexical.is_name(words("prisoners")[0])
    assert not lexical.known(words("Australia")[0])
    assert lexical.known(words("Statkevitch")[0])
    assert "nauseda" in lexical.variants(words("Nowseda")[0])
    assert "tikhanovskaya" in lexical.variants(words("Tichanowskaja")[0])
    assert {"moscow", "russian"} & set(lexical.variants(words("Kremlin")[0]))
    assert lexical.known(words("Polish")[0])
    assert "poland" not in lexical.variants(words("polish")[0])
