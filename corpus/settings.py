"""Settings: one TOML file in the data directory, unknown keys refused, ranges checked."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import InvalidSettings

FILE_NAME = "sourcebound.toml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChunkSettings(_Section):
    """How articles are cut. A change asks for `python -m index rebuild`."""

    tokens: int = Field(default=160, ge=32, le=400, description="chunk size in cl100k_base tokens")


class RetrievalSettings(_Section):
    """How passages are found."""

    candidates: int = Field(default=20, ge=1, le=200, description="chunks taken from each retriever")
    chunks: int = Field(default=12, ge=1, le=50, description="fused chunks whose sentences become evidence")
    reranker: str = Field(default="", description="folder of a CrossEncoder that reads each sentence with the question; empty: none")


class EvidenceSettings(_Section):
    """What the model is shown."""

    sentences: int = Field(default=4, ge=1, le=12, description="sentences at most")
    tokens: int = Field(default=200, ge=40, le=2000, description="cl100k_base tokens at most, quotes and their headers")
    nli: str = Field(default="", description="folder of a CrossEncoder for inference that checks claims a second time; empty: none")


class ModelSettings(_Section):
    """Which language model answers."""

    llm: str = Field(default="embedded", description="embedded, none, a .gguf path, or an http(s) address")
    name: str = Field(default="", description="the model's name at an OpenAI-compatible address")
    threads: int = Field(default=0, ge=0, le=64, description="decoding threads; 0 is one a core")
    answer_tokens: int = Field(default=160, ge=16, le=2000, description="tokens an answer may have")
    timeout_seconds: float = Field(default=120.0, gt=0, le=3600)


class Settings(_Section):
    """Everything that can be set. Secrets come from the environment only (SOURCEBOUND_API_KEY)."""

    chunk: ChunkSettings = ChunkSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    model: ModelSettings = ModelSettings()


def load_settings(data: Path) -> Settings:
    """Read `sourcebound.toml` from the data directory, or give the defaults.

    Raises InvalidSettings, naming the key, for anything that is not a setting.
    """
    path = data / FILE_NAME
    if not path.is_file():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise InvalidSettings(f"{path}: {key}: {first['msg']}", f"Mend or delete that line of {path.name}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSettings(f"{path} is not TOML: {error}", "Mend or delete it") from error
