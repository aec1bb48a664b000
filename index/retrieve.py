"""Finding passages: dense and word search as llama-index retrievers, fused by rank."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from llama_index.core.vector_stores.types import FilterOperator, MetadataFilter, MetadataFilters, VectorStoreQuery, VectorStoreQueryResult
from rapidfuzz import fuzz

from corpus.errors import InvalidQuestion
from corpus.words import sound, words
from index.embed import Embedder
from index.fuse import reciprocal_rank_fusion
from index.lexical import LexicalIndex
from index.opened import Index
from index.scope import ALL, Scope

_COPY_RATIO = 88.0
MAX_QUERY = 2000


@dataclass(frozen=True, slots=True)
class Copy:
    """Where nearly the same passage stands again."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found: `score` is the fused one, `cosine` the dense one if it was in that ranking.

    `retrievers` names those that found it, `ranks` its rank in each (from 1). `copies` are
    near-identical passages of other articles that were folded into this one.
    """

    article_id: str
    start: int
    end: int
    text: str
    score: float
    rank: int
    retrievers: tuple[str, ...]
    ranks: tuple[tuple[str, int], ...] = ()
    cosine: float | None = None
    copies: tuple[Copy, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The shape of `index search --json`."""
        return {
            "article_id": self.article_id, "start": self.start, "end": self.end, "text": self.text,
            "score": round(self.score, 6), "rank": self.rank, "retrievers": list(self.retrievers), "ranks": dict(self.ranks),
            "cosine": None if self.cosine is None else round(self.cosine, 4),
            "copies": [{"article_id": c.article_id, "start": c.start, "end": c.end} for c in self.copies],
        }  # fmt: skip


class QueriedStore(Protocol):
    """What the dense retriever needs of a vector store; any of llama-index's has it."""

    def query(self, query: VectorStoreQuery) -> VectorStoreQueryResult:
        """The nearest nodes with their similarities."""
        ...


class DenseRetriever(BaseRetriever):
    """Nearest chunks by cosine, from any of llama-index's vector stores."""

    def __init__(self, store: Callable[[], QueriedStore], embedder: Embedder, k: int, articles: Sequence[str] | None = None) -> None:
        self._store, self._embedder, self._k, self._articles = store, embedder, k, articles
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        vector = query_bundle.embedding or self._embedder.embed([query_bundle.query_str])[0].tolist()
        among = None if self._articles is None else MetadataFilter(key="article_id", operator=FilterOperator.IN, value=list(self._articles))
        filters = None if among is None else MetadataFilters(filters=[among])
        result = self._store().query(VectorStoreQuery(query_embedding=vector, similarity_top_k=self._k, filters=filters))
        pairs = zip(result.nodes or [], result.similarities or [], strict=True)
        return [NodeWithScore(node=node, score=score) for node, score in sorted(pairs, key=lambda p: (-p[1], int(p[0].node_id)))]


class LexicalRetriever(BaseRetriever):
    """Chunks by BM25 over their words."""

    def __init__(self, lexical: LexicalIndex, k: int, articles: Sequence[str] | None = None) -> None:
        self._lexical, self._k, self._articles = lexical, k, articles
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._lexical.search(query_bundle.query_str, self._k, self._articles)
        return [NodeWithScore(node=TextNode(id_=str(key), text=""), score=score) for key, score in found]


class HybridRetriever(BaseRetriever):
    """The rankings of several retrievers, fused by rank; a node's metadata tells which found it."""

    def __init__(self, retrievers: dict[str, BaseRetriever], k: int) -> None:
        self._retrievers, self._k = retrievers, k
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = {name: retriever.retrieve(query_bundle) for name, retriever in self._retrievers.items()}
        nodes = {int(hit.node.node_id): hit.node for name in reversed(found) for hit in found[name]}
        rankings = {name: [int(hit.node.node_id) for hit in hits] for name, hits in found.items()}
        cosines = {int(hit.node.node_id): hit.score for hit in found.get("dense", [])}
        fused = []
        for key, score in reciprocal_rank_fusion(rankings)[: self._k]:
            ranks = {name: ranking.index(key) + 1 for name, ranking in rankings.items() if key in ranking}
            node = nodes[key].model_copy(update={"metadata": nodes[key].metadata | {"ranks": ranks, "cosine": cosines.get(key)}})
            fused.append(NodeWithScore(node=node, score=score))
        return fused


class Searcher:
    """Search over an open index: `search` gives hits whose text is cut from the record itself.

    `without` names retrievers ("dense", "lexical") that are left out, to see what they are worth.
    """

    def __init__(self, index: Index, without: Collection[str] = ()) -> None:
        self.index, self._without = index, frozenset(without)

    def retriever(self, articles: Sequence[str] | None) -> HybridRetriever:
        """Both rankings, fused; of the given articles only, if any are."""
        index, retrieval = self.index, self.index.settings.retrieval
        retrievers: dict[str, BaseRetriever] = {
            "dense": DenseRetriever(lambda: index.vectors, index.embedder, retrieval.candidates, articles),
            "lexical": LexicalRetriever(index.lexical, retrieval.candidates, articles),
        }
        return HybridRetriever({name: one for name, one in retrievers.items() if name not in self._without}, k=2 * retrieval.candidates)

    def search(self, query: str, k: int, vector: list[float] | None = None, scope: Scope = ALL) -> list[Hit]:
        """The best `k` chunks (1 to 200), best first, near-identical ones folded together.

        `vector` is the query's embedding where the caller has it already; `scope` the articles to look in. Raises
        InvalidQuestion for a query without a word.
        """
        query = sound(query[:MAX_QUERY])
        if not words(query):
            raise InvalidQuestion("The query has no word in it", "Ask with at least one word")
        k = max(1, min(k, 200))
        articles = None if scope.is_all else scope.articles(self.index.database)
        if articles == []:
            return []
        found = self.retriever(articles).retrieve(QueryBundle(query_str=query, embedding=vector))
        return self._collapse([hit for hit in map(self._hit, found) if hit is not None], k)

    def _hit(self, found: NodeWithScore) -> Hit | None:
        """The hit of a node; None if its chunk has been removed from the record since."""
        row = self.index.database.connection().execute(
            "SELECT articles.id, start, end, substr(text, start + 1, end - start) AS text FROM chunks JOIN articles ON articles.key = chunks.article WHERE chunks.key = ?",
            (int(found.node.node_id),),
        ).fetchone()  # fmt: skip
        if row is None:
            return None
        ranks = found.node.metadata["ranks"]
        return Hit(
            article_id=row["id"], start=row["start"], end=row["end"], text=row["text"], score=found.score if found.score is not None else 0.0,
            rank=0, retrievers=tuple(sorted(ranks)), ranks=tuple(sorted(ranks.items())), cosine=found.node.metadata["cosine"],
        )  # fmt: skip

    def _collapse(self, hits: list[Hit], k: int) -> list[Hit]:
        """Fold near-identical passages into one, of copies of a story the better text; number the rest from 1."""
        kept: list[Hit] = []
        copies: list[list[Copy]] = []
        for hit in hits:
            same = next((i for i, one in enumerate(kept) if fuzz.ratio(one.text, hit.text, score_cutoff=_COPY_RATIO)), None)
            if same is not None:
                first, folded = kept[same], hit
                if hit.article_id != first.article_id and self.index.stories.better(first.article_id, hit.article_id) == hit.article_id:
                    kept[same], folded = replace(first, article_id=hit.article_id, start=hit.start, end=hit.end, text=hit.text), first
                copies[same].append(Copy(folded.article_id, folded.start, folded.end))
            elif len(kept) < k:
                kept.append(hit)
                copies.append([])
        return [replace(hit, rank=rank, copies=tuple(same)) for rank, (hit, same) in enumerate(zip(kept, copies, strict=True), start=1)]
