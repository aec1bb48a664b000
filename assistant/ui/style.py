"""The page's style: its sheet, and the type that it is set in, which the page serves itself (see fonts/LICENSE)."""

from __future__ import annotations

from pathlib import Path

UI = Path(__file__).resolve().parent
FONTS = UI / "fonts"
# Which characters each file has, so that a browser fetches only what a text needs.
_RANGES = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212",
    "latin-ext": "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, U+20A0-20AB, U+20AD-20C4",
    "cyrillic": "U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116",
}


def sheet() -> str:
    """The style sheet of the page; addresses in it are relative to the page."""
    faces = "".join(
        f'@font-face {{ font-family: "Source Serif 4"; font-weight: {weight}; font-display: swap; unicode-range: {letters};'
        f' src: url("gradio_api/file={(FONTS / f"source-serif-4-{script}-{weight}-normal.woff2").as_posix()}") format("woff2"); }}\n'
        for script, letters in _RANGES.items()
        for weight in (400, 600)
    )
    return faces + (UI / "page.css").read_text(encoding="utf-8")
