"""Page furniture: the lines of a web page that belong to the page and not to the report.

Furniture stays in the stored text, so that offsets hold, but is never evidence.
"""

from __future__ import annotations

import re

# Lines that news sites put around a report, whatever the report is about. Each pattern is
# matched against a whole line.
_PHRASES = re.compile(
    r"""^\W*(?:
        (?:recommended|related|more|top|latest|popular|trending)\ (?:stories|articles|news|topics|reading|coverage)\b.*
      | (?:read|see|watch|listen)\ (?:more|next|also|on|now)\b.{0,80}
      | listen\ to\ this\ article.*
      | list\ of\ \d+\ items?.*
      | end\ of\ (?:the\ )?list.*
      | (?:sources?|references|tags?|topics|comments?|advertisement|sponsored|menu|print|share|email)\s*:?
      | (?:share|follow)\ (?:this|us|on|via)\b.{0,80}
      | (?:sign\ up|subscribe|register|log\ in|sign\ in|donate|support\ us)\b.{0,160}
      | (?:get|receive)\ .{0,60}(?:newsletter|inbox|notifications).*
      | did\ you\ (?:find|spot|notice)\ an?\ .{0,40}(?:error|inaccuracy|mistake|typo).*
      | (?:found|spotted)\ an?\ (?:error|mistake|typo).*
      | we\ will\ consider\ your\ (?:comments?|feedback|remarks).*
      | (?:copyright|©|\(c\))\ .*
      | .{0,80}all\ rights\ reserved.*
      | click\ here\b.*
      | (?:we|this\ (?:site|website))\ uses?\ cookies.*
      | (?:photo|image|picture|video|credit|caption)s?(?:\ (?:by|credit|courtesy)[^.]*)?\s*:.{0,160}
      | (?:edited|written|reported|translated|reviewed|reporting|editing)\ by\b.{0,120}
      | by\ [A-Z][\w.'’-]+(?:\ [A-Z][\w.'’-]+){1,3}
      | (?:published|posted|(?:last\ )?(?:updated|modified)|date|released|issued)\b[\W\d]*(?:on\b[\W\d]*)?\d*[\W\d]*(?:[a-z]{3,9}[\W\d]+)?(?:(?:at|am|pm|gmt|utc|[a-z]?[cemp][ds]t)[\W\d]*)*
      | \d+\ min(?:ute)?s?\ read
      | skip\ to\ .{0,40}
      | loading\W*
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_CLOSED_QUOTE = re.compile(r"[\"”»]\s*$")
_BULLET = re.compile(r"^\s*(?:[•·▪◦*–—-]|\d+[.)])\s+")
DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?: [A-ZÀ-Þ.’'-]+){0,3}(?:, [A-Z][A-Za-z. ]{1,20})?(?: \([A-Z][\w ]{1,20}\))?,? [—–-]{1,2} (?=[A-ZÀ-Þ“\"])"
)
"""Where a report was written, before its first words ("OBERWALD — ", "MINSK (Reuters) - "): not part of the sentence."""
MAX_HEADING_WORDS = 14


def is_furniture(line: str) -> bool:
    """Whether a line is one that sites put around a report."""
    return bool(_PHRASES.match(line.strip()))


def is_heading(line: str) -> bool:
    """Whether a line is a heading: short, and without the punctuation that ends a sentence.

    A bulleted line of six words or more is taken for content, since lists state facts too.
    """
    words = len(line.split())
    if not words or _TERMINAL.search(line) or (_CLOSED_QUOTE.search(line) and words > 4):
        return words == 0
    if _BULLET.match(line):
        return words <= 6
    return words <= MAX_HEADING_WORDS


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_TERMINAL.search(line) or _CLOSED_QUOTE.search(line))
