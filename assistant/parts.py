"""Which parts of the chain are at work: all of them, but where one is switched off to see what it is worth."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Parts(BaseModel):
    """Switches for the evaluation harness. They are no settings: what readers see is always checked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dense: bool = True
    """Nearest chunks by vector."""
    lexical: bool = True
    """Chunks by the words that they share with the question."""
    reader: bool = True
    """The best sentences are read again with the question before some of them are chosen."""
    phrases: bool = True
    """The words of a sentence that answer are found: to answer a short question without the model, and to compare articles."""
    answerability: bool = True
    """The judgement, before the model is asked, whether the articles answer."""
    second_look: bool = True
    """The model reads the best sentence alone where it made nothing of all of them that stands."""
    relevance: bool = True
    """The model is asked of a sentence whether it answers: before it is shown, and where it would be dropped."""
    last_look: bool = True
    """Before a refusal, what the model made too little of and what the reader finds likeliest to answer is looked at again."""
    verification: bool = True
    """Claims are held against what they cite."""
    conflicts: bool = True
    """Other articles are looked at for another value of what was asked."""


ALL = Parts()
