"""Batches of questions: JSON lines, checked before anything runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from corpus.errors import SourceboundError


def read_rows(path: Path, *required: str) -> list[dict[str, Any]]:
    """The rows of a JSONL file; each has an "id" (its line number where it gives none) and the required keys.

    Raises SourceboundError naming the line that is wrong.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceboundError(f"{path} cannot be read ({error})", "Give a JSONL file in UTF-8") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise SourceboundError(f"{path}, line {number} is not JSON ({error})", "Each line is one object") from error
        if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in required):
            raise SourceboundError(f"{path}, line {number} lacks {' or '.join(required)}", 'Rows look like {"id": "1", "question": "…"}')
        rows.append({"id": str(number)} | row)
    return rows
