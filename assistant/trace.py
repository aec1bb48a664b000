"""How each answer came about: one JSON line an answer in `traces/`, a file a day."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from pathlib import Path

from assistant.answer import Final

log = logging.getLogger(__name__)


def write(data: Path, final: Final) -> None:
    """Append the trace of an answer. A trace that cannot be written is logged, and costs nobody the answer."""
    now = datetime.now(UTC)
    row = {"at": now.isoformat(timespec="seconds"), "answer": final.answer.to_json(), "trace": final.trace}
    try:
        (data / "traces").mkdir(exist_ok=True)
        with (data / "traces" / f"{now:%Y-%m-%d}.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    except OSError as error:
        log.warning("the trace was not written: %s", error)
