"""One writer a data directory: a lock on a file, with the holder's name in it."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from corpus.errors import Busy

WAIT_SECONDS = 60.0
log = logging.getLogger(__name__)


@contextmanager
def writing(data: Path, what: str, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the data directory for writing; wait a while for another process, then raise Busy naming it.

    The operating system lets the lock go when its process ends, however it ends.
    """
    from filelock import FileLock, Timeout

    lock, holder = FileLock(data / "write.lock"), data / "write.holder"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        log.info("waiting for %s", _describe(holder))
        if sys.stderr.isatty():
            print(f"waiting for {_describe(holder)} …", file=sys.stderr)
        try:
            lock.acquire(timeout=wait_seconds)
        except Timeout as error:
            raise Busy(f"{_describe(holder)} is writing to {data}", "Try again when it is done") from error
    try:
        holder.write_text(json.dumps({"pid": os.getpid(), "what": what, "since": datetime.now().astimezone().isoformat(timespec="seconds")}))
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _describe(holder: Path) -> str:
    try:
        value = json.loads(holder.read_text())
        return f"process {value['pid']} ({value['what']}, since {value['since']})"
    except (OSError, ValueError, KeyError):
        return "another process"
