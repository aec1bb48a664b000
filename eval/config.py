"""What a run is made with: settings and parts from a TOML file, or several such for a sweep."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.parts import Parts
from corpus.errors import InvalidSettings
from corpus.settings import Settings

_Model = TypeVar("_Model", bound=BaseModel)


class RunConfig(Settings):
    """The settings of `sourcebound.toml`, which parts of the chain are at work, and whose chain it is."""

    name: str = Field(default="run", pattern=r"^[\w. -]+$", description="goes into the folder's name")
    engine: Literal["sourcebound", "citation-query-engine"] = "sourcebound"
    parts: Parts = Parts()

    @property
    def settings(self) -> Settings:
        """The settings alone."""
        return Settings.model_validate({name: getattr(self, name) for name in Settings.model_fields})


class _Sweep(BaseModel):
    model_config = ConfigDict(extra="forbid")
    run: list[RunConfig] = Field(min_length=1)


def load_config(path: Path) -> RunConfig:
    """One configuration. Raises InvalidSettings naming the key that is wrong."""
    return _validated(RunConfig, _toml(path), path)


def load_sweep(path: Path) -> list[RunConfig]:
    """The configurations of a sweep, `[[run]]` tables with a name each. Raises InvalidSettings."""
    found = _validated(_Sweep, _toml(path), path).run
    names = [one.name for one in found]
    if len(set(names)) < len(names):
        raise InvalidSettings(f"{path}: two runs have the same name", "Give every [[run]] a name of its own")
    return found


def _validated(model: type[_Model], value: dict[str, Any], path: Path) -> _Model:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InvalidSettings(f"{path}: {key}: {first['msg']}", "docs/evaluation.md shows such a file") from error


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidSettings(f"{path} cannot be read as TOML ({error})", "docs/evaluation.md shows such a file") from error
