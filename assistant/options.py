"""What a reader chooses for the next questions."""

from __future__ import annotations

from dataclasses import dataclass

from index.scope import ALL, Scope

FEWEST, MOST = 2, 8


@dataclass(frozen=True, slots=True)
class Options:
    """`scope`: the articles that may answer; `quote_only`: no model writes; `sentences`: at most so many are looked at for
    the answer (FEWEST to MOST; None: the settings')."""

    scope: Scope = ALL
    quote_only: bool = False
    sentences: int | None = None


DEFAULT = Options()
