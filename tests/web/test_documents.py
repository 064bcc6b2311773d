"""The agreement to take home: what stands in the Word file and in the JSON, and that a word processor opens it."""

import hashlib
import io
import json
import re
import shutil
import subprocess
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn

from simulator.core.agreement_text import canonical
from simulator.realtime import green
from simulator.web.agreement import agreement_page
from simulator.web.documents.data import agreement_json
from simulator.web.documents.layout import NOTICE
from simulator.web.documents.papers import Papers
from simulator.web.documents.prose import write_prose
from simulator.web.documents.word import agreement_docx
from simulator.web.identity import WALL
from simulator.web.limits import LIMITS
from tests.support.house import START
from tests.support.room import Room
from tests.support.scenarios import scenario


@cache
def signed_room():
    """Six at the first table: one clause stays open, one party signs with a reservation, one declines, one waits."""
    room = Room(scenario("first-table"), cast=6, bots="none")
    people = room.everybody()
    *settled, _left_open = room.state.clauses
    for clause in settled:
        room.facilitator.adopts(*people, **{clause: room.state.rulebook.clause_of[clause].options[0].id})
    people[0].pledges(room.state.organization(people[0].seat).pledge_cards[0].id, note="from <May> & June")
    room.facilitator.opens_signing()
    for number, player in enumerate(people[:-1]):
        how = {1: "reserve", 2: "decline"}.get(number, "sign")
        player.signs(how, f"{player.seat} has its reasons" if how != "sign" else "")
    return room


def word(room=None, at=START):
    return docx.Document(io.BytesIO(agreement_docx(agreement_page((room or signed_room()).state), at)))


def words_of(document):
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_word_file_has_everything_that_was_agreed():
    room = signed_room()
    state, text = room.state, words_of(word())
    for clause, adopted in state.agreement.items():
        chosen = state.rulebook.clause_of[clause].option(adopted.option)
        assert " ".join(chosen.text.split()) in " ".join(text.split())
    for article in state.rulebook.articles:
        assert f"Article {article.number}. {article.title}" in text
    assert text.count("Left open by the parties.") == len(state.clauses) - len(state.agreement) == 1
    work = agreement_page(state)["tasks"]
    assert work
    assert "Schedule C. Work plan" in text
    assert all(task.title in text for task in work)
    assert "from <May> & June" in text
    assert "short" in text
    assert text.count("Decision ") == len(state.decisions)
    assert "6 of 6 say yes; the rule needs 5 (met)." in text
    assert state.signing.text_hash in text


def test_the_signature_page_has_every_party_with_its_role_and_answer():
    room = signed_room()
    rows = [[c.text for c in row.cells] for row in word().tables[-1].rows]
    assert rows[0] == ["Party and role", "Answer", "Signature"]
    answers = ["signed", "signed with a reservation", "declined", "signed", "signed", "not yet"]
    assert [row[1] for row in rows[1:]] == answers
    for seat, row in zip(room.state.seats.values(), rows[1:], strict=True):
        organization = room.state.organization(seat.id)
        sector = room.state.rulebook.sector_of[seat.sector].name
        assert row[0] == f"{organization.number}. {organization.name}\n{sector}"
    text = words_of(word())
    assert re.search(r"“\S+ has its reasons”", text[text.index("Reservations") :])
    assert text.index("Parties that declined, and why") > text.index("Reservations")


def test_the_word_file_names_no_person():
    inside = agreement_docx(agreement_page(signed_room().state), START)
    for name in docx.Document(io.BytesIO(inside)).part.package.iter_parts():
        assert b"person-" not in name.blob


def test_the_word_file_is_made_of_real_styles_that_a_screen_reader_can_follow():
    document = word()
    used = {p.style.name for p in document.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet", "Body Text"} <= used
    levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in document.tables:
        assert table.style.name == "Table Grid"
        first, *rest = (row._tr.trPr for row in table.rows)
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:tblHeader")) is None for row in rest)
        assert all(row.find(qn("w:cantSplit")) is not None for row in (first, *rest))


def test_the_word_file_says_what_it_is_and_in_which_language():
    document = word()
    properties, section = document.core_properties, document.sections[0]
    assert properties.title == "The Lantern Market: partnership agreement"
    assert (properties.author, properties.language) == ("Partnership Simulator", "en-US")
    assert properties.created == properties.modified == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"en-US"}
    assert section.header.paragraphs[0].text == NOTICE
    fields = [e.text.strip() for e in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_an_empty_agreement_is_a_whole_document_too():
    room = Room(scenario("first-table"), cast=6, bots="none")
    text = words_of(word(room))
    assert text.count("Left open by the parties.") == len(room.state.clauses)
    for words in ("Nothing was decided.", "No party has pledged anything.", "it is not frozen yet"):
        assert words in text


def test_a_decision_on_reopening_stands_in_the_record():
    room = Room(scenario("first-table"), cast=6, bots="none")
    people = room.everybody()
    clause = room.state.clauses[0]
    room.facilitator.adopts(*people, **{clause: room.state.rulebook.clause_of[clause].options[0].id})
    room.facilitator.opens_signing()
    people[0].signs()
    room.facilitator.reopens(*people)
    assert "Decision 2.  Reopen the text – adopted" in words_of(word(room))
    kept = json.loads(agreement_json(agreement_page(room.state), START))["decisions"]
    assert [(d["reopens_the_text"], d["terms"] == {}) for d in kept] == [(False, False), (True, True)]


def test_markdown_becomes_paragraphs_lists_and_emphasis():
    document = docx.Document()
    text = "One **bold** and *soft*\nline\\\nbroken <b>x</b>\n\n- first\n- second\n\n1. third\n\n```\nas it is\n```"
    made = write_prose(document, text)
    assert [(p.style.name, p.text) for p in made] == [
        ("Body Text", "One bold and soft line\nbroken <b>x</b>"), ("List Bullet", "first"),
        ("List Bullet", "second"), ("List Number", "third"), ("Body Text", "as it is\n"),
    ]  # fmt: skip
    assert [r.text for r in made[0].runs if r.bold] == ["bold"]
    assert [r.text for r in made[0].runs if r.italic] == ["soft"]


def test_the_hashes_of_the_data_can_be_computed_again():
    room = signed_room()
    raw = agreement_json(agreement_page(room.state), START)
    data = json.loads(raw)

    def hashed(content):
        return hashlib.sha256(canonical(content).encode()).hexdigest()

    assert raw.decode() == canonical(data)
    assert (data["schema_version"], data["notice"]) == (1, NOTICE)
    assert hashed(data["text"]) == data["text_hash"] == room.state.signing.text_hash
    assert data["signing"]["text"] == data["text_hash"]
    assert hashed(data["signing"]) == data["document_hash"]
    answers = [p["answer"] for p in data["parties"]]
    assert answers == ["sign", "reserve", "decline", "sign", "sign", "none"]
    assert agreement_json(agreement_page(room.state), START + 1) == raw


def test_a_file_is_made_once_for_each_state_of_the_room():
    made = []

    def in_thread(function, *args):
        made.append(function.__name__)
        return function(*args)

    papers, room = Papers(in_thread), Room(scenario("first-table"), cast=6)
    first = papers.get(room.state, "json", START)
    assert papers.get(room.state, "json", START + 5) is first
    papers.get(room.state, "docx", START)
    room.seat("vendors").pledges(kind="cash", amount=5, line="Opening fund")
    assert papers.get(room.state, "json", START) != first
    assert made == ["agreement_json", "agreement_docx", "agreement_json"]


def test_files_are_made_outside_the_event_loop(house):
    assert house.services.papers._in_thread is green.in_thread


@pytest.mark.parametrize("kind", ["docx", "json"])
def test_the_files_are_sent_to_be_saved_and_the_wall_may_have_them(visitors, kind):
    answer = visitors.client("seated").get(f"/x/{visitors.here}/agreement.{kind}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="agreement-room-a.{kind}"'
    assert answer.data[:2] == (b"PK" if kind == "docx" else b'{"')
    token = visitors.house.identities.link(WALL, visitors.here)
    nobody = visitors.client("nobody")
    assert nobody.get(f"/x/{visitors.here}/agreement.{kind}?t={token}").status_code == 200
    assert nobody.get(f"/x/{visitors.next_room}/agreement.{kind}?t={token}").status_code == 303
    assert nobody.get(f"/x/{visitors.here}-9/agreement.{kind}?t={token}").status_code == 404
    page = nobody.get(f"/x/{visitors.here}/agreement?t={token}").text
    assert f'href="/x/{visitors.here}/agreement.{kind}?t={token}"' in page


def test_who_takes_files_all_the_time_is_told_to_wait(house):
    here = house.open()
    client = house.client(house.sit(here, "vendors"))
    answers = [client.get(f"/x/{here}/agreement.json").status_code for _ in range(LIMITS["paper"].amount + 1)]
    assert answers == [200] * LIMITS["paper"].amount + [303]
    assert "too fast" in client.get(f"/x/{here}/agreement").text


@pytest.mark.office
def test_a_word_processor_opens_the_file_and_every_page_says_what_it_is(tmp_path):
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip("LibreOffice or pdftotext is missing: apt-get install libreoffice-writer poppler-utils")
    (tmp_path / "agreement.docx").write_bytes(agreement_docx(agreement_page(signed_room().state), START))
    office = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*office, "agreement.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=100)
    told = subprocess.run(
        ["pdftotext", "-layout", "agreement.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    )
    pages = told.stdout.decode().rstrip("\f").split("\f")
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        assert NOTICE in page
        assert f"Page {number} of {len(pages)}" in page
    assert pages[-1].lstrip().splitlines()[0].strip() == NOTICE
    assert "Signatures" in pages[-1]
    assert all(o.name in pages[-1] for o in signed_room().state.rulebook.organizations)
