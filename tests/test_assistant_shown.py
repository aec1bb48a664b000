"""What is shown in place of what the model wrote, and beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from asking import ask, dated, number_of
from conftest import write
from fakes import ScriptedModel, evidence

from assistant.extract import extract
from assistant.fitting import without_verdict
from assistant.grammar import asserted
from assistant.pipeline import Assistant, last
from assistant.question import analyse
from assistant.repair import to_quote
from assistant.verify import WEAK, Verdict
from index.opened import Index

LATVIA = "Why did Latvia seal its land border with Belarus before the drills?"


def test_of_now_the_newest_report_is_shown_whatever_the_model_cites(empty: Index, tmp_path: Path) -> None:
    index = dated(
        empty,
        tmp_path,
        "Published on 3 March 2026\n\nThe dockers of Koper are on strike for a third day.",
        "Published on 9 May 2026\n\nThe dockers of Koper ended their strike on Tuesday.",
    )
    question = "Are the dockers of Koper still on strike?"
    last(Assistant(index, ScriptedModel()).ask(question))
    n = number_of(index, question, "third day")
    answer = ask(index, question, f"The dockers of Koper are on strike [{n}].").answer
    assert any("ended their strike" in claim.text for claim in answer.claims)
    assert "9 May 2026" in answer.closing


def test_the_reason_that_follows_is_shown_where_the_model_gave_none(empty: Index, tmp_path: Path) -> None:
    index = dated(
        empty,
        tmp_path,
        "Published on 3 March 2026\n\nThe alarm of the museum of Coimbra was silent that night. It had been switched off because of repairs to the roof."
        " Visitors came in great numbers. The alarm of the museum was famous because of its silent bell.",
    )
    last(Assistant(index, ScriptedModel()).ask("Why was the alarm of the museum silent?"))
    answer = ask(index, "Why was the alarm of the museum silent that night?", "The alarm of the museum of Coimbra was silent that night [1].").answer
    assert any("because of repairs" in claim.text for claim in answer.claims)
    assert not any("Visitors" in claim.text or "famous" in claim.text for claim in answer.claims)


def test_what_the_model_read_off_its_sentence_is_shown_as_that_sentence(empty: Index, tmp_path: Path) -> None:
    """In the question's words, which the sentence has not; and not if the sentence says otherwise, or has not what is added."""
    index = dated(
        empty, tmp_path, "Published on 3 March 2026\n\nIn the Zawada district voting went on for two hours because ballot papers had run out."
    )
    asked = "Why did the polls in the Zawada district shut so late and so slowly?"
    last(Assistant(index, ScriptedModel()).ask(asked))
    shown = ask(index, asked, "The polls in the Zawada district shut so late and so slowly because ballot papers had run out [1].").answer
    assert [claim.text for claim in shown.claims] == ["In the Zawada district voting went on for two hours because ballot papers had run out."]
    assert ask(index, asked, "The polls in the Zawada district shut so late and so slowly because of heavy snow [1].").answer.status == "not_found"


@pytest.mark.parametrize(
    ("question", "reply", "status"),
    [
        (LATVIA, "Latvia sealed its land border with Belarus before the drills [1].", "answered"),  # said back: what is there is shown
        ("Are American sanctions on Belavia still in place?", "NOT FOUND", "answered"),  # yes or no: the sentence tells
        ("When was the pardon of 25 individuals signed?", "The pardon of 25 individuals was signed on 3 March 1999 [1].", "not_found"),  # invented
    ],
)
def test_what_is_shown_in_place_of_what_the_model_wrote(index: Index, question: str, reply: str, status: str) -> None:
    answer = ask(index, question, reply).answer
    assert answer.status == status
    assert all(claim.text == " ".join(answer.citations[0].passage.quote.split()) for claim in answer.claims[:1])


def test_what_a_question_presumes_is_corrected(empty: Index, tmp_path: Path) -> None:
    list(empty.library.add_files([write(tmp_path, "vote.txt", "Mara Stone ran unsuccessfully against Ivo Hart for the post of mayor in 2010.")]))
    final = ask(empty, "When did Mara Stone beat Ivo Hart for the post of mayor?", "NOT FOUND")
    assert "ran unsuccessfully" in final.answer.text
    empty.library.remove("vote")
    list(empty.library.add_files([write(tmp_path, "vote.txt", "Mara Stone ran against Ivo Hart for the post of mayor in 2010.")]))
    assert ask(empty, "When did Mara Stone beat Ivo Hart for the post of mayor?", "NOT FOUND").answer.status == "not_found"


def test_what_no_article_says_is_not_denied_by_another_thing(empty: Index, tmp_path: Path) -> None:
    list(empty.library.add_files([write(tmp_path, "vote.txt", "“We do not need prisoners in Norden,” Ivo Hart said of the prisoners of Norden.")]))
    assert ask(empty, "Did Ivo Hart apologise to the prisoners of Norden?", "NOT FOUND").answer.status == "not_found"


def test_a_reason_is_of_whom_and_of_what_was_asked(empty: Index, tmp_path: Path) -> None:
    """Neither who, nor what he did, is in the sentence that the model took it from."""
    list(empty.library.add_files([write(tmp_path, "aid.txt", "Mara Stone has made the release of the miners a priority since taking office.")]))
    reply = "Ivo Hart criticised Mara Stone over the release because she has made the release of the miners a priority since taking office [1]."
    assert ask(empty, "Why did Ivo Hart criticise Mara Stone over the release of the miners?", reply).answer.status == "not_found"


def test_a_reason_that_the_claim_left_out_is_shown(empty: Index, tmp_path: Path) -> None:
    text = "Minister Alena Kosova has refused to set up a commission; the prosecutor, she said, was at work already."
    list(empty.library.add_files([write(tmp_path, "a.txt", text)]))
    shown = ask(empty, "Why has Alena Kosova refused to set up a commission?", "Alena Kosova has refused to set up a commission [1].").answer.text
    assert "the prosecutor, she said" in shown


def test_what_somebody_only_asserts_is_shown_as_his_word(empty: Index, tmp_path: Path) -> None:
    text = "A radio preacher told listeners in Sereti that the injections cause infertility, and the clinic was empty. Nurse Ann Bell gave the injections on Monday."
    list(empty.library.add_files([write(tmp_path, "a.txt", text)]))
    asked = "What do the injections in Sereti cause?"
    assert ask(empty, asked, "The injections cause infertility [1].").answer.text.startswith("A radio preacher told listeners")
    said = "The preacher told listeners that the injections cause infertility."
    assert ask(empty, asked, f"{said} [1]").answer.text.startswith(said[:-1])


def test_only_what_is_told_or_claimed_is_somebodys_word() -> None:
    assert asserted("The mayor claims that the river harms the dam.") == {"harm"}
    assert asserted("The mayor said that the river harms the dam.") == frozenset()
    assert asserted("The mayor claims that the river harms the dam. It harms the dam.") == frozenset()


def test_what_another_article_denies_is_shown_beside_it(empty: Index, tmp_path: Path) -> None:
    index = dated(
        empty,
        tmp_path,
        "Published on 3 March 2026\n\nThe nurse said the outbreak at the hospital of Koper started in the canteen of the hospital.",
        "Published on 9 March 2026\n\nThe outbreak at the hospital of Koper did not start in the canteen of the hospital, officers have found.",
    )
    question = "Do the articles agree on where the outbreak at the hospital of Koper started?"
    last(Assistant(index, ScriptedModel()).ask(question))
    n = number_of(index, "Where did the outbreak at the hospital of Koper start?", "The nurse")
    answer = ask(index, question, f"The outbreak at the hospital of Koper started in the canteen of the hospital [{n}].").answer
    assert any("officers have found" in claim.text for claim in answer.claims)
    assert "no article that says otherwise" not in answer.closing


def test_who_speaks_of_themselves_is_named(empty: Index, tmp_path: Path) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", '"Forty of our people were sent home without pay," said Iain Foss of Brightspoon.')]))
    shown = ask(empty, "What happened to the people of Brightspoon?", "Forty of our people were sent home without pay [1].").answer.text
    assert "said Iain Foss" in shown


def test_yes_is_left_to_the_reader_where_not_all_was_said(empty: Index, tmp_path: Path) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", "Norden freed dozens of political prisoners on Friday.")]))
    shown = ask(empty, "Did Norden free all political prisoners?", "Yes, Norden freed dozens of political prisoners [1].").answer
    assert [claim.text for claim in shown.claims] == ["Norden freed dozens of political prisoners."]
    shown = ask(empty, "Did Norden free political prisoners?", "Yes, Norden freed dozens of political prisoners [1].").answer
    assert shown.claims[0].text.startswith("Yes, ")


PORT = "Under the deal of Almada the port will:\n- raise wages by 6 per cent,\n- hire 40 drivers,\n- test hearing twice a year."


@pytest.mark.parametrize(
    ("asked", "reply", "whole"),
    [
        ("What did the dockers of Almada get in the deal?", "The dockers of Almada will get 40 drivers under the deal [1].", True),
        ("How many drivers will the port of Almada hire?", "40 drivers [1].", False),
        ("What will the port of Almada do about drivers?", "40 drivers [1].", False),
    ],
)
def test_of_a_list_all_is_shown_unless_some_was_asked_for(empty: Index, tmp_path: Path, asked: str, reply: str, whole: bool) -> None:
    list(empty.library.add_files([write(tmp_path, "port.txt", PORT)]))
    text = ask(empty, asked, reply).answer.text
    assert ("the port will: raise wages by 6 per cent, hire 40 drivers, test" in text) is whole
    assert "40 drivers" in text


def test_where_a_question_compares_both_values_are_quoted(empty: Index, tmp_path: Path) -> None:
    list(
        empty.library.add_files(
            [
                write(tmp_path, "a.txt", "The fire on Brela this year burned 2,140 hectares."),
                write(tmp_path, "b.txt", "In 2015 a fire on Brela burned 1,600 hectares."),
            ]
        )
    )
    text = ask(
        empty, "By how much did the burned hectares on Brela go up from the fire of 2015?", "The burned hectares went up by 700 hectares [1]."
    ).answer.text
    assert "2,140" in text
    assert "1,600" in text
    assert "700" not in text


def test_for_a_reason_far_from_as_good_as_the_best_the_best_is_shown(index: Index) -> None:
    best, other = (
        evidence(1, "The belt will be shown in September so that it can be X-rayed first."),
        evidence(2, "Work will end because the money has run out."),
    )
    asked = analyse("Why is the belt shown in September?", index.lexical)
    worse, weak = replace(other, score=0.7), Verdict(WEAK, (2,), ("enough of its words",))
    assert to_quote("", asked, worse, [best, worse], weak) == best
    assert to_quote("", asked, replace(other, score=0.9), [best, other], weak) == replace(other, score=0.9)
    assert to_quote("", analyse("What is shown in September?", index.lexical), worse, [best, worse], weak) == worse


def test_a_reason_that_is_better_than_what_was_cited_is_shown_beside_it(empty: Index, tmp_path: Path) -> None:
    text = "The company Sadomar says that the night roster is needed because two customers moved their ships. The port is old. The company Sadomar put the number of strikers at 290."
    index = dated(empty, tmp_path, text)
    asked = "What reason does Sadomar give for the night roster?"
    last(Assistant(index, ScriptedModel()).ask(asked))
    n = number_of(index, asked, "290")
    claims = [claim.text for claim in ask(index, asked, f"The company Sadomar put the number of strikers at 290 [{n}].").answer.claims]
    assert any("two customers" in claim for claim in claims)
    assert not any("old" in claim for claim in claims)


def test_beside_the_best_a_comparison_takes_a_second_sentence_that_is_less_good(index: Index) -> None:
    best, second = evidence(1, "The fire burned 2,140 hectares."), replace(evidence(2, "A fire burned 1,600 hectares before."), score=0.7)
    compared = analyse("By how much did the burned hectares go up?", index.lexical)
    assert extract(compared, [best, second], index.lexical) == [best, second]
    assert extract(analyse("How many hectares burned?", index.lexical), [best, second], index.lexical) == [best]


def test_what_the_model_refused_of_all_it_may_find_in_the_best_sentence(empty: Index, tmp_path: Path) -> None:
    index = dated(
        empty,
        tmp_path,
        "The market opened in 1835.\n\nA grand dinner for the opening of the market was attended by 2000 guests from the whole county.",
    )
    asked = "How many guests attended the grand dinner for the opening of the market?"
    model = ScriptedModel("NOT FOUND", "2000 guests attended the grand dinner [1].")
    final = last(Assistant(index, model).ask(asked))
    assert final.answer.claims[0].text == "2000 guests attended the grand dinner."
    assert "[2]" not in model.prompts[1][-1].content
    assert final.trace["refused"]
    assert ["".join(final.trace[name]) for name in ("said", "said_again")] == ["NOT FOUND", "2000 guests attended the grand dinner [1]."]


def test_who_says_the_question_back_and_then_refuses_has_not_found(index: Index) -> None:
    asked = "How many people did Lukashenko pardon on September 16, 2025?"
    assert ask(index, asked, "People were pardoned [1].").answer.status == "not_found"


def test_no_before_what_was_not_there_is_no_verdict(index: Index) -> None:
    """What says that no children were there must not become that children were."""
    read = analyse("Were any kids inside the primary school near the factory when it went up?", index.lexical)
    cited = [evidence(1, "No children were in the school at the time.")]
    assert without_verdict("No children were in the school at the time.", read, cited) == "No children were in the school at the time."
    assert without_verdict("No, the school was empty.", read, cited) == "The school was empty."
    assert without_verdict("Yes, the school was empty.", read, cited) == "The school was empty."


def test_a_successor_is_told_with_the_one_before_him(empty: Index, tmp_path: Path) -> None:
    text = "The council met.\n\nHenrik Sund, Visby's mayor until July, declined to speak. His successor, Karin Ek, welcomed the clinic."
    index = dated(empty, tmp_path, text)
    last(Assistant(index, ScriptedModel()).ask("Who is mayor of Visby at present?"))
    n = number_of(index, "Who is mayor of Visby at present?", "Karin Ek")
    told = [claim.text for claim in ask(index, "Who is mayor of Visby at present?", f"Karin Ek [{n}].").answer.claims]
    assert told == ["Henrik Sund, Visby's mayor until July, declined to speak.", "His successor, Karin Ek, welcomed the clinic."]


def test_a_far_better_sentence_that_has_the_verb_is_quoted(index: Index) -> None:
    question = analyse("Which university found zinc in the sword?", index.lexical)
    better = replace(evidence(1, "Tests at the university in Bratislava found zinc in the blade."), score=1.8)
    worse = replace(evidence(2, "A laboratory in Vienna will look at the sword."), score=1.2)
    assert to_quote("", question, worse, [better, worse], Verdict(WEAK, (2,), ("the verb “found”",))) == better
    assert to_quote("", question, worse, [better, worse], Verdict(WEAK, (2,), ("the verb “melted”",))) == worse


def test_for_a_number_no_sentence_with_another_number_is_quoted(index: Index) -> None:
    asked = analyse("How many people were hurt in the crash of the train?", index.lexical)
    best = replace(evidence(1, "In the crash of the train 31 people were hurt."), score=1.7, coverage=0.8)
    cited = replace(evidence(2, "Two lost their lives, and 34 were hurt."), score=1.1, coverage=0.2)
    weak = Verdict(WEAK, (2,), ("the verb “hurt”",))
    assert to_quote("34.", asked, cited, [best, cited], weak) == cited
    assert to_quote("31.", asked, cited, [best, cited], weak) == best
