"""The evaluation form: anonymous, one answer each, changeable, counted from five answers on."""

import json

import pytest

from simulator.app.evaluation import (
    ANSWERS,
    AUTHORED,
    ENOUGH,
    LONGEST_ANSWER,
    MOST_OWN,
    AnsweredElsewhere,
    Evaluation,
    FormAnswered,
    FormClosed,
    FormEmpty,
)
from simulator.core.ids import SeminarId, seminar_stream
from simulator.core.state.seminar import Seminar
from simulator.store.memory_accounts import MemoryNotes
from tests.support.scenarios import scenario

HERE = SeminarId("s1")
SEMINAR = Seminar(HERE)


@pytest.fixture
def notes():
    return MemoryNotes()


@pytest.fixture
def evaluation(notes):
    return Evaluation(notes, lambda: 1000)


@pytest.fixture
def opened(evaluation):
    evaluation.set_status(HERE, "open")
    return evaluation


def fill(evaluation, people=ENOUGH, **given):
    given = given or {"sectors": "4", "home": "Ask first."}
    return [evaluation.answer(SEMINAR, f"person-{n}", "", given) for n in range(people)]


def test_authored_questions_are_scales_and_texts():
    assert 8 <= len(AUTHORED) <= 10
    assert {q.kind for q in AUTHORED} == {"scale", "text"}
    assert len({q.id for q in AUTHORED}) == len(AUTHORED)


def test_it_opens_by_hand_or_with_the_closing_step_and_closes_by_hand(evaluation):
    book = scenario("alder-basin")
    close = next(s.id for s in book.steps if s.kind == "close")
    closing = Seminar(HERE, book, step=close)
    assert not evaluation.form(HERE).is_open(SEMINAR)
    assert evaluation.form(HERE).is_open(closing)
    with pytest.raises(FormClosed):
        evaluation.answer(SEMINAR, "ana", "", {})
    evaluation.set_status(HERE, "open")
    assert evaluation.form(HERE).is_open(SEMINAR)
    evaluation.set_status(HERE, "closed")
    assert not evaluation.form(HERE).is_open(closing)


def test_questions_are_switched_off_reworded_and_added(evaluation):
    assert evaluation.add(HERE, "text", "  Would you\ncome again? ")
    assert not evaluation.add(HERE, "scale", "   ")
    own = evaluation.form(HERE).own[0]
    assert (own.text, own.kind, own.own) == ("Would you come again?", "text", True)
    evaluation.arrange(
        HERE, {"sectors", own.id}, {"sectors": "I see others better.", own.id: "Again?", "pace": ""}
    )
    assert [q.text for q in evaluation.form(HERE).questions] == ["I see others better.", "Again?"]
    assert len(evaluation.form(HERE).all) == len(AUTHORED) + 1
    assert evaluation.form(HERE).all[5].text == AUTHORED[5].text
    evaluation.drop(HERE, own.id)
    assert evaluation.form(HERE).own == ()
    assert [evaluation.add(HERE, "scale", f"Question {n}") for n in range(MOST_OWN + 1)] == [
        True
    ] * MOST_OWN + [False]


def test_once_somebody_has_answered_questions_stay(opened):
    fill(opened, 1)
    for change in (
        lambda: opened.add(HERE, "text", "More?"), lambda: opened.drop(HERE, "x"),
        lambda: opened.arrange(HERE, set(), {}),
    ):  # fmt: skip
        with pytest.raises(FormAnswered):
            change()


def test_an_answer_is_found_and_changed_with_its_word_alone(opened):
    word = opened.answer(
        SEMINAR, "ana", "", {"sectors": "2", "home": " More time \r\n for questions. ", "nonsense": "x"}
    )
    assert opened.answer_of(HERE, word) == {"sectors": "2", "home": "More time \n for questions."}
    assert opened.answer(SEMINAR, "ana", word, {"sectors": "5", "pace": "9", "home": "x" * 5000}) == word
    assert opened.answer_of(HERE, word) == {"sectors": "5", "home": "x" * LONGEST_ANSWER}
    assert (opened.answered(HERE), opened.has_answered(HERE, "ana")) == (1, True)
    assert opened.answer_of(HERE, "") is None
    assert opened.answer_of(HERE, "another word") is None


def test_a_second_answer_of_the_same_person_is_refused(opened):
    fill(opened, 1)
    with pytest.raises(AnsweredElsewhere):
        opened.answer(SEMINAR, "person-0", "", {"sectors": "1"})
    with pytest.raises(AnsweredElsewhere):
        opened.answer(SEMINAR, "person-0", "a word that somebody made up", {"sectors": "1"})
    assert opened.answered(HERE) == 1


def test_nothing_that_is_kept_says_whose_an_answer_is(notes, opened):
    words = {f"p{n:02}": opened.answer(SEMINAR, f"p{n:02}", "", {"home": f"text {n}"}) for n in range(12)}
    text = notes.find(seminar_stream(HERE), "", sheet=ANSWERS).text
    held = json.loads(text)
    assert set(held) == {"answered", "answers"}
    assert held["answered"] == sorted(words)
    assert list(held["answers"]) == sorted(held["answers"])
    assert not any(word in text for word in words.values())
    assert all(set(answer) == {"home"} for answer in held["answers"].values())
    # the order of the answers is that of hashes of random words: not the order of people
    order = [held["answers"][key]["home"] for key in held["answers"]]
    assert order != [f"text {n}" for n in range(12)]


def test_results_are_shown_from_five_answers_on(opened):
    fill(opened, ENOUGH - 1)
    assert opened.results(HERE).counts == ()
    opened.answer(SEMINAR, "last", "", {"sectors": "1", "home": "Begin at home."})
    found = opened.results(HERE)
    assert found.answered == ENOUGH
    by_id = {c.question.id: c for c in found.counts}
    assert by_id["sectors"].steps == (1, 0, 0, 4, 0)
    assert by_id["sectors"].answered == ENOUGH
    assert by_id["home"].texts == ("Ask first.",) * 4 + ("Begin at home.",)
    assert by_id["pace"].answered == 0


def test_when_texts_go_the_counts_stay_and_are_nobodys(opened):
    fill(opened)
    opened.keep(HERE, *opened.forget(HERE))
    found = {c.question.id: c for c in opened.results(HERE).counts}
    assert found["sectors"].steps == (0, 0, 0, 5, 0)
    assert found["home"].texts == ()
    assert not opened.has_answered(HERE, "person-0")
    assert opened.form(HERE).status == "closed"


def test_that_somebody_answered_is_erased_and_their_answer_stays(opened):
    fill(opened, 2)
    opened.erase_person(HERE, "person-0")
    opened.erase_person(HERE, "never came")
    assert not opened.has_answered(HERE, "person-0")
    assert opened.answered(HERE) == 2


def test_a_form_without_an_answer_is_refused_and_hides_nobody(opened):
    for given in ({}, {"home": "  "}, {"sectors": "9", "nonsense": "x"}):
        with pytest.raises(FormEmpty):
            opened.answer(SEMINAR, "ana", "", given)
    assert opened.answered(HERE) == 0
