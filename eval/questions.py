"""The fixed questions of the benchmark: of each kind, two that cannot be answered, one follow-up.

They measure time, not quality: no score is computed on them.
"""

from __future__ import annotations

QUESTIONS: tuple[tuple[str, ...], ...] = (
    ("How many people did Lukashenko pardon on September 16, 2025?",),
    ("Which airline had its sanctions lifted?",),
    ("Who is the US envoy who visited Minsk?",),
    ("When was Mikalai Khilo arrested?",),
    ("What did Poland do ahead of the Zapad-2025 exercises?",),
    ("How many of the 52 freed prisoners were Belarusian citizens?",),
    ("Why were sanctions imposed on Belavia?",),
    ("Who is Julia Fenner?",),
    ("How many journalists are in prison in Belarus?",),
    ("What did the opposition ask of the West?",),
    ("What is the capital of Australia?",),
    ("How old is John Coale?",),
    ("When did the US embassy in Minsk close?", "Why was it closed?"),
)
COMPARED: tuple[str, ...] = (
    "How many people did Lukashenko pardon on September 16, 2025?",
    "What did Poland do ahead of the Zapad-2025 exercises?",
)
