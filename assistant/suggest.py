"""Questions to begin with, made from the sentences of the articles and kept only if the chain answers them from there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.answer import ANSWERED
from assistant.grammar import parse
from assistant.llm import NoModel
from assistant.parts import Parts
from assistant.pipeline import Assistant, last
from assistant.question import analyse
from index.opened import Index

# Sentences looked at: of each of the newest articles, so many from its beginning.
_ARTICLES, _SENTENCES = 12, 25
_LONGEST = 14
_MOST_TRIED = 24
# How near two questions may be by meaning, of one kind and of two: a who and a why of one event are near, and yet two.
_ALIKE, _ALIKE_OTHERWISE = 0.7, 0.8


def suggest(index: Index, most: int = 4) -> list[str]:
    """Up to `most` questions, of different kinds and about different articles as far as there are such. Each was asked, and
    is answered from the sentence that it was made of, by its words alone: so it takes a second or two, with the readers ten."""
    assistant = Assistant(index, NoModel(), Parts(reader=False, phrases=False, conflicts=False))
    assistant.refresh()
    found: dict[str, tuple[str, str]] = {}
    tried: set[str] = set()
    made = list(_made(index))
    for new_kind, new_article in ((True, True), (True, False), (False, False)):
        for kind, question, article, start in made:
            if len(found) == most or len(tried) == _MOST_TRIED:
                break
            kinds, articles = {one for one, _ in found.values()}, {one for _, one in found.values()}
            if (new_kind and kind in kinds) or (new_article and article in articles) or question in tried or _near(index, kind, question, found):
                continue
            tried.add(question)
            answer = last(assistant.ask(question)).answer
            if answer.status == ANSWERED and any(
                c.passage.article_id == article and c.passage.start <= start < c.passage.end for c in answer.citations
            ):
                found[question] = (kind, article)
    return list(found)


def _near(index: Index, kind: str, question: str, others: dict[str, tuple[str, str]]) -> bool:
    """Whether a question asks nearly what one of the others does, or says what that one asks; `others` has each one's kind and article."""
    if not others:
        return False
    terms, *theirs = ({word.stem for word in analyse(text, index.lexical).terms} for text in (question, *others))
    if any(terms <= one or one <= terms for one in theirs):
        return True
    vectors = index.embedder.embed([question, *others])
    limits = [_ALIKE if kind == other else _ALIKE_OTHERWISE for other, _ in others.values()]
    return any(cosine > limit for cosine, limit in zip(vectors[1:] @ vectors[0], limits, strict=True))


def _made(index: Index) -> Iterator[tuple[str, str, str, int]]:
    """Kind, question, article and the sentence's position, the newest articles first."""
    rows = index.database.connection().execute(
        "SELECT id, start, substr(text, start + 1, end - start) AS sentence FROM ("
        " SELECT a.id, a.text, s.start, s.end, row_number() OVER (PARTITION BY a.key ORDER BY s.start) AS place, dense_rank() OVER (ORDER BY a.date DESC, a.key) AS age"
        " FROM sentences s JOIN articles a ON a.key = s.article WHERE s.kind = 'text') WHERE place <= ? AND age <= ? ORDER BY place, age",
        (_SENTENCES, _ARTICLES),
    )
    copies = {copy for group in index.stories.groups() for copy in group[1:]}
    for row in rows:
        if row["id"] in copies:
            continue
        for kind, question in _questions(" ".join(row["sentence"].split())):
            if len(question.split()) <= _LONGEST:
                yield kind, question, row["id"], row["start"]


def _questions(sentence: str) -> Iterator[tuple[str, str]]:
    """What a sentence answers, by its grammar.

    >>> list(_questions("The king pardoned 25 prisoners."))
    [('number', 'How many prisoners did the king pardon?')]
    """
    for token in parse(sentence):
        if token.dep_ not in ("ROOT", "conj", "ccomp") or token.pos_ != "VERB":
            continue
        subject = next((child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None or subject.pos_ == "PRON":
            continue
        counted, who = _counted(subject), _phrase(subject)
        passive = next((child.text for child in token.children if child.dep_ == "auxpass" and child.text in ("was", "were")), "")
        done_to = next((child for child in token.children if child.dep_ == "dobj"), None)
        what = _whole(done_to) if done_to is not None else ""
        past = token.tag_ == "VBD" and not passive
        named = subject.pos_ == "PROPN" and who
        particle = "".join(f" {child.text}" for child in token.children if child.dep_ == "prt")  # "taken off"
        verb, plain = f"{token.text}{particle}", f"{token.lemma_}{particle}"
        if counted and passive:
            yield "number", f"How many {counted} {passive} {verb}?"
        if done_to is not None and _counted(done_to) and not passive and who:
            yield "number", f"How many {_counted(done_to)} did {who} {plain}?"
        if what and past and named:
            yield "who", f"Who {verb} {what}?"
        if token.lemma_ == "say" and named:
            yield "said", f"What did {who} say?"
        asked = f"{passive} {who} {verb}" if passive and who else f"did {who} {plain} {what}" if past and named and what else ""
        for kind, told in (("why", _reason), ("where", _place), ("when", _day)):
            if asked and told(token):
                yield kind, f"{kind.capitalize()} {asked}?"


def _reason(verb: Any) -> bool:
    """Whether a verb has its reason with it: "after Russia used …", "citing security concerns"."""
    return any(
        (child.dep_ == "prep" and child.lower_ in ("because", "due", "following", "after"))
        or (child.dep_ == "advcl" and (child.lower_ == "citing" or any(mark.lower_ in ("because", "after") for mark in child.children)))
        for child in verb.children
    )


def _place(verb: Any) -> bool:
    """Whether a verb has a place with it: "bussed to Lithuania"."""
    objects = [inner for child in verb.children if child.dep_ == "prep" for inner in child.children if inner.dep_ == "pobj"]
    return any(inner.ent_type_ in ("GPE", "LOC", "FAC") for inner in objects)


def _day(verb: Any) -> bool:
    """Whether a verb has its day with it."""
    return any(inner.ent_type_ == "DATE" for child in verb.children if child.dep_ in ("npadvmod", "prep") for inner in child.subtree)


def _counted(noun: Any) -> str:
    """A plural noun with a number, without it: "political prisoners" of "1,168 political prisoners"; "" for any other."""
    if noun.tag_ != "NNS" or not any(child.dep_ == "nummod" and child.like_num for child in noun.children):
        return ""
    kept = [child for child in noun.children if child.dep_ in ("amod", "compound") and child.i < noun.i]
    return " ".join(token.text for token in (*kept, noun))


def _whole(noun: Any) -> str:
    """A short noun phrase with what hangs on it, that points to nothing outside itself; "" for any other."""
    tokens = list(noun.subtree)
    if not 2 <= len(tokens) <= 6 or any(token.tag_ in ("PRP", "PRP$", "WDT", "WP") or token.dep_ in ("relcl", "conj") for token in tokens):
        return ""
    return str(noun.doc[tokens[0].i : tokens[-1].i + 1].text)


def _phrase(noun: Any) -> str:
    """A short noun phrase as it stands within a question; "" for a long one or one with a clause."""
    tokens = [token for token in noun.subtree if token.i <= noun.i]
    if len(tokens) > 5 or tokens[-1] is not noun or any(child.dep_ in ("relcl", "appos", "conj", "prep") for child in noun.children):
        return ""
    text = str(noun.doc[tokens[0].i : noun.i + 1].text)
    return text[0].lower() + text[1:] if tokens[0].pos_ != "PROPN" and not tokens[0].ent_type_ else text
