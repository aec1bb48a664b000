"""Who answers: the chain of this project, or llama-index's own engine for comparison."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from typing import Any, Protocol

from assistant.answer import Answer, Seconds
from assistant.pipeline import last
from assistant.session import Session
from corpus.errors import SourceboundError

log = logging.getLogger(__name__)
Asked = dict[str, Any]
"""{"answer": an Answer as JSON, "trace": how it came about}"""

_SENTENCE = re.compile(r"[^.!?]*[.!?]+(?:\s*\[\d+\])*\s*|[^.!?]+$")
_MARK = re.compile(r"\s*\[(\d+)\]")
_NO_ANSWER = re.compile(
    r"\b(?:not (?:mentioned|provided|specified|stated|contain|given|available|include|find)|no (?:information|mention|answer)|unable to|cannot|can't|empty response)\b",
    re.IGNORECASE,
)


class Engine(Protocol):
    """What a run asks."""

    def ask(self, turns: Sequence[str]) -> Asked:
        """Ask the turns of a conversation; the last answer. Raises SourceboundError."""
        ...


class Sourcebound:
    """The chain, through a session; the conversations of an evaluation are not kept."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def ask(self, turns: Sequence[str]) -> Asked:
        """An answer, or an error that stays in every denominator: one question that breaks ends no run."""
        conversation = self.session.conversations.begin()
        try:
            finals = [last(self.session.ask(conversation, turn)) for turn in turns]
            return {"answer": finals[-1].answer.to_json(), "trace": finals[-1].trace}
        except Exception as error:  # the evaluation's edge: logged, and counted as a failure
            log.exception("a question failed: %s", turns[-1])
            failed = Answer(
                turns[-1], turns[-1], "error", f"{type(error).__name__}: {error}", (), (), (), self.session.model.name, Seconds(0.0, None, 0.0)
            )
            return {"answer": failed.to_json(), "trace": {}}
        finally:
            self.session.conversations.remove(conversation)


class CitationEngine:
    """llama-index's CitationQueryEngine with its defaults, over the same articles, embedder and model.

    It knows no conversation (it is asked the last turn alone), no refusal (a reply that says that nothing is said is
    taken for one) and no offsets (a citation is the whole source node that its number names).
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._engine = citation_query_engine(session)
        self._texts = {article.id: article for article in session.index.library.all()}

    def ask(self, turns: Sequence[str]) -> Asked:
        """The answer in our shape."""
        started = time.monotonic()
        reply = self._engine.query(turns[-1])
        seconds = time.monotonic() - started
        nodes = [node.node for node in reply.source_nodes]
        citations = [self._citation(n, node) for n, node in enumerate(nodes, start=1)]
        text = str(reply).strip()
        refused = bool(_NO_ANSWER.search(text))
        claims = [] if refused else [_claim(sentence, len(nodes)) for sentence in _SENTENCE.findall(text) if sentence.strip()]
        used = sorted({n for claim in claims for n in claim["citations"]})
        answer = {
            "question": turns[-1], "standalone_question": turns[-1], "status": "not_found" if refused else "answered", "answer": text, "claims": claims,
            "citations": [c for c in citations if c["n"] in used], "conflicts": [], "nearest": [], "model": self.session.model.name,
            "seconds": {"evidence": 0.0, "first_token": seconds, "total": seconds},
        }  # fmt: skip
        return {"answer": answer, "trace": {"evidence": citations, "hits": []}}

    def _citation(self, n: int, node: Any) -> dict[str, Any]:
        article = self._texts[node.metadata["article"]]
        quote = re.sub(r"^Source \d+:\n", "", node.text).strip()
        start = article.text.find(quote[:60])
        return {
            "n": n, "article_id": article.id, "title": article.title, "source": article.source, "date": str(article.date or ""),
            "start": max(0, start), "end": max(0, start) + len(quote), "quote": quote,
        }  # fmt: skip


def _claim(sentence: str, sources: int) -> dict[str, Any]:
    cited = sorted({int(n) for n in _MARK.findall(sentence) if 1 <= int(n) <= sources})
    return {"text": _MARK.sub("", sentence).strip(), "citations": cited, "support": "unchecked"}


def citation_query_engine(session: Session, max_tokens: int = 160) -> Any:
    """llama-index's engine over the articles of a session, with its defaults. Raises SourceboundError where
    the session has no served model."""
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.query_engine import CitationQueryEngine
    from llama_index.llms.openai_like import OpenAILike

    embedder, model = session.index.embedder, session.model
    server = getattr(model, "server", None)
    if server is None:
        raise SourceboundError("CitationQueryEngine needs the embedded model", "Run it with --llm embedded")

    class OurEmbedder(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return [float(x) for x in embedder.embed([text])[0]]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    llm: Any = OpenAILike(
        model=model.name, api_base=f"{server.wait()}/v1", api_key=server.key, is_chat_model=True, temperature=0.0, max_tokens=max_tokens,
        context_window=4096, timeout=600.0, max_retries=0,
    )  # fmt: skip
    articles = session.index.library.all()
    documents = [Document(text=article.text, metadata={"article": article.id}, excluded_llm_metadata_keys=["article"], excluded_embed_metadata_keys=["article"]) for article in articles]  # fmt: skip
    return CitationQueryEngine.from_args(VectorStoreIndex.from_documents(documents, embed_model=OurEmbedder()), llm=llm)
