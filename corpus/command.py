"""What every command line of the project shares: errors in one line, exit codes, JSON output."""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.errors import SourceboundError


def run(body: Callable[[], int]) -> int:
    """Run a command's body; return its exit code: 0 done, 1 a failure told in one line."""
    level = os.environ.get("SOURCEBOUND_LOG", "ERROR").upper()
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("corpus").setLevel(min(logging.getLogger().level, logging.WARNING))  # what was skipped is told
    try:
        return body()
    except SourceboundError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("Stopped. Nothing is lost; the same command goes on from here.", code=130)
    except BrokenPipeError:
        # The reader of our output went away (`… | head`): not a failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, sqlite3.OperationalError) as error:
        return fail(describe_os_error(error))
    finally:
        gc.freeze()  # the process ends: looking through PyTorch and all else for garbage would take it a second or two


def describe_os_error(error: OSError | sqlite3.OperationalError) -> str:
    """One line for what the operating system or SQLite refused, with the next step."""
    text = str(error)
    if getattr(error, "errno", None) == 28 or "disk is full" in text or "disk I/O" in text:
        return f"The disk is full ({text}). Free some space and run the same command again; nothing is lost."
    if "readonly" in text or "read-only" in text or isinstance(error, PermissionError):
        return f"Not allowed to write ({text}). Choose another data directory with --data DIR."
    return f"{text}. See `python -m assistant doctor`."


def fail(line: str, code: int = 1) -> int:
    """Print one line to standard error and return the exit code."""
    print(f"error: {' '.join(line.split())}", file=sys.stderr)
    return code


def print_json(value: Any) -> None:
    """Print one JSON value on one line, readable as it is (no \\u escapes)."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def add_common(parser: argparse.ArgumentParser) -> None:
    """The two options that every command has."""
    parser.add_argument("--data", metavar="DIR", help="data directory (default: data/, or SOURCEBOUND_DATA)")
    parser.add_argument("--json", action="store_true", help="print only JSON on standard output")


def data_directory(argument: str | None) -> Path:
    """The data directory: the option, else SOURCEBOUND_DATA, else `data/` here."""
    return Path(argument or os.environ.get("SOURCEBOUND_DATA") or "data").expanduser()
