"""Which articles are looked in: all, or those of some sources and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.database import Database

UNNAMED = "(no source named)"
"""Stands for the articles whose source is not known."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Articles of any of `sources` (all, if there is none), dated from `since` to `until`, both included. An article without
    a date is in no span of days."""

    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def is_all(self) -> bool:
        """Whether no article is left out."""
        return not self.sources and self.since is None and self.until is None

    def articles(self, database: Database) -> list[str]:
        """The ids of the articles in it, in order."""
        wanted, values = ["1"], list[Any]()
        if self.sources:
            wanted.append(f"source IN ({', '.join('?' * len(self.sources))})")
            values += ["" if source == UNNAMED else source for source in self.sources]
        for bound, sign in ((self.since, ">="), (self.until, "<=")):
            if bound is not None:
                wanted.append(f"date {sign} ?")
                values.append(bound.isoformat())
        rows = database.connection().execute(f"SELECT id FROM articles WHERE {' AND '.join(wanted)} ORDER BY id", values)
        return [row["id"] for row in rows]

    def describe(self) -> str:
        """For people: "BBC, Reuters, from 2025-09-12"; "" where nothing is left out."""
        days = [f"{word} {day.isoformat()}" for word, day in (("from", self.since), ("to", self.until)) if day is not None]
        return ", ".join([*self.sources, *([" ".join(days)] if days else [])])


ALL = Scope()
