"""The one family of errors that a person may see, each with what to do next."""

from __future__ import annotations


class SourceboundError(Exception):
    """A failure told in one line: what happened, and the next step.

    `str(error)` is that line. Commands print it to standard error and exit with 1.
    """

    def __init__(self, message: str, next_step: str = "") -> None:
        self.message = message.rstrip(".")
        self.next_step = next_step.rstrip(".")
        super().__init__(f"{self.message}. {self.next_step}." if next_step else f"{self.message}.")


class UnreadableArticle(SourceboundError):
    """A file or an address that holds no article we can read."""


class LibraryError(SourceboundError):
    """The library file cannot be opened, read or written."""


class IndexMismatch(SourceboundError):
    """The index was built with other settings or another embedder than those in force."""


class Busy(SourceboundError):
    """Another process is writing to the same data directory."""


class ModelUnavailable(SourceboundError):
    """A model file is missing or wrong, or a model server does not answer."""


class InvalidSettings(SourceboundError):
    """The settings file has an unknown key or a value out of range."""


class InvalidQuestion(SourceboundError):
    """Not a question that can be looked for: empty, too long, or without a word."""
