"""Page furniture: the lines of a web page that belong to the page and not to the report.

Furniture stays in the stored text, so that offsets hold, but is never evidence. In doubt a line
is text: a fact that is lost is worse than a heading that is kept.
"""

from __future__ import annotations

import re

# Lines that news sites put around a report, whatever the report is about. Each pattern is matched
# against a whole line, and is bounded: a sentence that happens to begin like one is none of them.
_PHRASES = re.compile(
    r"""^\W*(?:
        (?:recommended|related|more|top|latest|popular|trending|editors['’]?)\ (?:stories|articles|news|topics|reading|coverage|picks)(?:\ \w+){0,3}
      | (?:read|see|watch|listen)\ (?:more|next|also|on)\b:?(?:\ [^.!?]{1,90})?
      | listen\ to\ this\ article(?:\ \S+){0,4}
      | list\ of\ \d+\ items?(?:\s*end\ of\ (?:the\ )?list)?
      | end\ of\ (?:the\ )?list
      | (?:sources?|references|tags?|topics|comments?|advertisement|advertising|sponsored|menu|print|share|email|newsletter)
      | (?:source|outlet|publisher|publication|published\ by)\ ?[:–-]\ ?[^.!?]{2,60}
      | by\ (?:our|a|the)\ (?:own\ |special\ )?(?:\w+\ )?(?:correspondents?|reporters?|staff|editors?)(?:\ [^.!?]{2,50})?
      | (?:share|follow)\ (?:this|us|on|via)(?:\ [^.!?]{1,60})?
      | (?:sign\ up|subscribe|register|log\ in|sign\ in|donate)(?:\ (?:now|here|today|to|for|in)\b[^.!?]{0,80})?
      | get\ [^.!?]{0,60}(?:newsletter|inbox|notifications)
      | did\ you\ (?:find|spot|notice)\ an?\ (?:\w+\ (?:or|and)\ )?(?:error|inaccuracy|mistake|typo)(?:\ or\ \w+)?(?:\ in\ (?:this|the)\ \w+)?
      | we\ will\ consider\ your\ (?:comments?|feedback|remarks)(?:\ \w+){0,6}
      | (?:copyright|©|\(c\))\ (?:©\ )?\d{4}[^.!?]{0,80}
      | [^.!?]{0,60}all\ rights\ reserved
      | click\ here(?:\ [^.!?]{0,60})?
      | (?:we|this\ (?:site|website))\ uses?\ cookies(?:\ [^.!?]{0,80})?
      | (?:photo|image|picture|video|credit)s?(?:\ (?:by|credit|courtesy)\b|\s*:)[^.!?,]{0,60}
      | (?:edited|written|reported|translated|reviewed|reporting|editing)\ by:?\ [^.!?]{2,60}
      | by\ [A-Z][\w.'’-]+(?:\ [A-Z][\w.'’-]+){1,3}
      | (?:published|posted|(?:last\ )?(?:updated|modified)|date|released|issued)\b[\W\d]*(?:on\b[\W\d]*)?\d*[\W\d]*(?:[a-z]{3,9}[\W\d]+)?(?:(?:at|am|pm|gmt|utc|[a-z]?[cemp][ds]t)[\W\d]*)*
      | \d+\ min(?:ute)?s?\ read
      | skip\ to\ [^.!?]{0,40}
      | loading
      | (?:page\ )?\d{1,4}(?:\ of\ \d+)?
    )\s*[.!?…:]?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_SECTION = re.compile(
    r"^\W*(?:sources?|references|tags?|topics|(?:related|recommended|more)\ (?:stories|articles|news|topics|reading))\W*$", re.IGNORECASE
)
_ABOUT_THE_PAGE = re.compile(r"^\W*(?:did you|we will consider|we use|this (?:site|website) uses|copyright|©|.*all rights reserved)", re.IGNORECASE)
_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_CLOSED_QUOTE = re.compile(r"[\"”»]\s*$")
_BULLET = re.compile(r"^\s*(?:[•·▪◦*–—-]|\d+[.)])\s+")
_STATES = re.compile(r"\d|[.!?]\s+\w|:\s*\w")

DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?: [A-ZÀ-Þ.’'-]+){0,3}(?:, [A-Z][A-Za-z. ]{1,20})?(?:,? (?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?)?(?: \([A-Z][\w ]{1,20}\))?,? [—–-]{1,2} (?=[A-ZÀ-Þ“\"])"
)
"""Where a report was written, before its first words ("OBERWALD — ", "MINSK (Reuters) - "): not part of the sentence."""
MAX_HEADING_WORDS = 12


def is_furniture(line: str) -> bool:
    """Whether a line is one that sites put around a report. A long line that ends as a sentence does is
    one only if it speaks to the reader of the page itself (its errors, cookies, rights)."""
    line = line.strip()
    if len(line.split()) > 6 and line.endswith((".", "!")) and not _ABOUT_THE_PAGE.match(line):
        return False
    return bool(_PHRASES.match(line))


def begins_list_of_links(line: str) -> bool:
    """Whether a line heads a list of sources or links ("Sources", "Related stories")."""
    return bool(_SECTION.match(line))


def is_bullet(line: str) -> bool:
    """Whether a line is an item of a list."""
    return bool(_BULLET.match(line))


def is_heading(line: str) -> bool:
    """Whether a line is a heading: short, without the punctuation that ends a sentence, and stating nothing
    that a heading rarely does (a number, two sentences, an item of a list, "A: …").

    A short line that ends in a colon ("Key points:") is one too.
    """
    words = len(line.split())
    if not words or (words <= 4 and line.rstrip().endswith(":")):
        return True
    if _TERMINAL.search(line) or (_CLOSED_QUOTE.search(line) and words > 4):
        return False
    return words <= MAX_HEADING_WORDS and not is_bullet(line) and not _STATES.search(line)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_TERMINAL.search(line) or _CLOSED_QUOTE.search(line))
