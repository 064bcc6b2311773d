"""Writing, answering, changing and comparing proposals without a script, and what others find on their pages."""

import json
import re

import pytest

from simulator.core.envelope import SCREEN
from simulator.web.agreement import agreement_page
from simulator.web.documents.data import agreement_json
from simulator.web.identity import WALL
from simulator.web.words.bargaining import piece_words
from tests.support.house import ORIGIN, SEATS, House

WORDS = "Marzipan must be agreed on by all."


@pytest.fixture
def table(tmp_path):
    """First Table in full depth with all six seats taken."""
    house = House(tmp_path)
    exercise = house.open(depth="full")
    house.steer(exercise, "step.enter", step="deciding")
    return house, exercise, {seat: house.client(house.sit(exercise, seat)) for seat in SEATS}


def write(client, exercise, **fields):
    data = {"audience": "all", **{k.replace("__", ":"): v for k, v in fields.items()}}
    return client.post(f"/x/{exercise}/proposal", data=data, headers=ORIGIN)


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.headers.get("Location")
    return answer.get_data(as_text=True)


def only(house, exercise):
    return list(house.simulator.exercise(exercise).proposals)[-1]


def test_a_proposal_is_written_answered_and_compared_with_plain_forms(table):
    house, exercise, people = table
    form = page(people["merchants"], f"/x/{exercise}/proposal")
    assert 'name="wording:rule"' in form
    assert (
        write(people["merchants"], exercise, term__rule="unanimity", term__opening="may-full").status_code
        == 303
    )
    first = only(house, exercise)
    form = page(people["vendors"], f"/x/{exercise}/proposal?answer={first}")
    assert '<option value="unanimity" selected>' in form
    answer = write(
        people["vendors"], exercise, answer=first, audience="named", to="merchants", term__rule="unanimity",
        term__opening="pilot-six", wording__rule=WORDS,
    )  # fmt: skip
    assert answer.headers["Location"].endswith("#panel-proposals")
    second = only(house, exercise)
    for seat in ("vendors", "merchants"):
        shown = page(people[seat], f"/x/{exercise}")
        assert f'id="deal-{second}"' in shown
        assert "a, Everything on the first Friday in May → b, Six trial Fridays in the street" in shown
        assert "added:" in shown
        assert "Careful:" in shown
    compared = page(people["merchants"], f"/x/{exercise}/compare?a={first}&b={second}")
    assert "What each means for you" in compared
    assert "The words differ" in compared
    wall = house.identities.link(WALL, exercise)
    outside = [page(people[s], f"/x/{exercise}") for s in SEATS if s not in ("vendors", "merchants")]
    outside += [
        page(house.client(), f"/wall/{wall}"),
        page(house.client(house.staff()), f"/steer/{exercise}"),
    ]
    outside.append(json.dumps(house.publisher.resync(house.simulator.exercise(exercise), SCREEN, {})))
    assert not [html for html in outside if second in html or "Marzipan" in html]
    for path in (f"proposal?answer={second}", f"compare?a={second}", f"proposal?edit={second}"):
        for key in (second, "p0"):
            answer = people["neighbors"].get(f"/x/{exercise}/{path.replace(second, key)}")
            assert (answer.status_code, answer.headers["Location"]) == (303, f"/x/{exercise}")
    kept = write(
        people["neighbors"], exercise, answer=second, term__rule="majority", rationale="Mine & whole"
    )
    assert "That is no longer here." in kept.get_data(as_text=True)
    assert "Mine &amp; whole" in kept.get_data(as_text=True)


def test_what_is_compared_says_its_version_and_what_became_of_it(table):
    house, exercise, people = table
    bo, ana = people["merchants"], people["vendors"]
    write(bo, exercise, term__rule="unanimity")
    first = only(house, exercise)
    write(bo, exercise, edit=first, base="1", term__rule="unanimity", term__opening="may-full")
    write(ana, exercise, term__rule="majority")
    second = only(house, exercise)
    text = page(ana, f"/x/{exercise}/compare?a={first}&b={second}")
    assert "Front Street Merchants, version 2: D1 d, M2 a</option>" in text
    assert "withdr" not in text
    assert bo.post(
        f"/x/{exercise}/act", data={"kind": "proposal.withdraw", "proposal": first}, headers=ORIGIN
    )
    text = page(ana, f"/x/{exercise}/compare?a={first}&b={second}")
    assert (
        f'<option value="{first}" selected>Front Street Merchants, version 2, withdrawn: D1 d, M2 a</option>'
        in text
    )
    assert "Front Street Merchants withdrew this proposal. Here is what it said last." in text
    assert house.steer(exercise, "decision.open", proposal=second, seen="1")["ok"]
    for seat in SEATS:
        data = {"kind": "ballot.cast", "decision": "d1", "choice": "yes"}
        people[seat].post(f"/x/{exercise}/act", data=data, headers=ORIGIN)
    assert house.steer(exercise, "decision.close", decision="d1")["ok"]
    text = page(ana, f"/x/{exercise}/compare?a={second}")
    assert f'<option value="{second}" selected>Lantern Vendors, version 1, adopted: D1 c</option>' in text
    assert "It is part of the text so far." in text
    assert "Both say the same." in text
    assert "Both sides are the same." in page(ana, f"/x/{exercise}/compare?a={second}&b={second}")


def test_what_was_written_is_kept_where_it_is_refused(table):
    _house, exercise, people = table
    answer = write(
        people["vendors"], exercise, audience="named", term__rule="majority", rationale="Ours <b>",
        sponsors="merchants", wording__rule=WORDS,
    )  # fmt: skip
    text = answer.get_data(as_text=True)
    assert "Nobody but you would see it." in text
    assert "Everything that you wrote is still here." in text
    for kept in (WORDS, "Ours &lt;b&gt;", '<option value="majority" selected>', 'value="merchants" checked'):
        assert kept in text


def test_wording_without_end_is_kept_and_said_to_be_too_long(table):
    _house, exercise, people = table
    long = {f"wording__{c}": f"{c} " * 200 for c in ("rule", "seats", "money", "opening")}
    chosen = {
        "term__rule": "majority",
        "term__seats": "equal",
        "term__money": "thirds",
        "term__opening": "may-full",
    }
    text = write(people["vendors"], exercise, **chosen, **long, rationale="kept").get_data(as_text=True)
    assert re.search(r"That is \d+ characters; 4000 fit\.", text)
    assert "opening opening" in text


def test_only_those_who_carry_it_find_the_page_to_change_it(table):
    house, exercise, people = table
    write(people["merchants"], exercise, term__rule="unanimity")
    first = only(house, exercise)
    answer = people["vendors"].get(f"/x/{exercise}/proposal?edit={first}")
    assert answer.status_code == 303
    assert "Only its author can change a proposal." in page(people["vendors"], f"/x/{exercise}")


def carried(house, exercise, people):
    """A proposal of the merchants that the vendors carry."""
    write(
        people["merchants"], exercise, term__rule="unanimity", term__opening="may-full", rationale="First",
        sponsors="vendors",
    )  # fmt: skip
    first = only(house, exercise)
    data = {"kind": "sponsor.answer", "proposal": first, "seen": "1", "consent": "1"}
    assert people["vendors"].post(f"/x/{exercise}/act", data=data, headers=ORIGIN).status_code == 303
    assert house.simulator.exercise(exercise).proposals[first].sponsors == {"vendors": "yes"}
    return first


def test_two_changes_of_one_thing_stand_side_by_side_and_no_character_is_lost(table):
    house, exercise, people = table
    first = carried(house, exercise, people)
    same = {"edit": first, "base": "1", "term__rule": "unanimity", "term__opening": "may-full"}
    assert (
        write(people["merchants"], exercise, **same, rationale="Theirs, in full — “quoted”").status_code
        == 303
    )
    mine = "Mine,\r\nwith <tags> & “quotes”"
    changed = {**same, "term__opening": "pilot-six", "wording__rule": WORDS, "rationale": mine}
    clash = write(people["vendors"], exercise, **changed).get_data(as_text=True)
    assert "You both changed this: The reason" in clash
    assert "Mine,\nwith &lt;tags&gt; &amp; “quotes”" in clash
    assert "Theirs, in full — “quoted”" in clash
    assert WORDS in clash
    assert '<input type="hidden" name="base" value="2">' in clash
    chosen = write(people["vendors"], exercise, **{**changed, "base": "2", "choose__reason": "theirs"})
    assert chosen.status_code == 303
    now = house.simulator.exercise(exercise).proposals[first]
    assert (now.version, now.rationale, now.wording) == (3, "Theirs, in full — “quoted”", {"rule": WORDS})
    assert now.terms["opening"] == "pilot-six"


def test_a_clause_and_a_condition_may_clash_too_and_the_other_side_may_have_left_it_out(table):
    house, exercise, people = table
    first = carried(house, exercise, people)
    gone = {
        "edit": first,
        "base": "1",
        "term__opening": "may-full",
        "only_if": "money.thirds",
        "rationale": "First",
    }
    assert write(people["merchants"], exercise, **gone).status_code == 303
    mine = {**gone, "term__rule": "majority", "only_if": "money.stall-fees"}
    clash = write(people["vendors"], exercise, **mine).get_data(as_text=True)
    assert "Left out." in clash
    assert "You both changed this: The condition" in clash
    both = {"choose__clause__rule": "theirs", "choose__condition": "theirs", "base": "2"}
    fields = {k.replace("__", ":"): v for k, v in {**mine, **both, "audience": "all"}.items()}
    assert people["vendors"].post(f"/x/{exercise}/proposal", data=fields, headers=ORIGIN).status_code == 303
    now = house.simulator.exercise(exercise).proposals[first]
    assert (now.version, "rule" in now.terms, now.only_if) == (2, False, "money.thirds")
    again = {**mine, "base": "2", "choose__clause__rule": "mine", "choose__condition": "mine"}
    assert write(people["vendors"], exercise, **again).status_code == 303
    now = house.simulator.exercise(exercise).proposals[first]
    assert (now.version, now.terms["rule"], now.only_if) == (3, "majority", "money.stall-fees")
    assert (
        write(people["vendors"], exercise, **{**again, "base": "3", "term__rule": "unanimity"}).status_code
        == 303
    )
    taken = {"edit": first, "base": "3", "term__opening": "may-full", "term__rule": "lead-pair"}
    clash = write(people["merchants"], exercise, **taken, wording__rule="Both lead.").get_data(as_text=True)
    assert "Both lead." in clash
    fields = {"choose:clause:rule": "theirs", "base": "4", "edit": first, "term:rule": "lead-pair",
              "term:opening": "may-full", "wording:rule": "Both lead."}  # fmt: skip
    assert people["merchants"].post(f"/x/{exercise}/proposal", data=fields, headers=ORIGIN).status_code == 303
    now = house.simulator.exercise(exercise).proposals[first]
    assert (now.terms["rule"], now.wording) == ("unanimity", {})


def test_wording_left_over_from_another_option_is_not_sent(table):
    house, exercise, people = table
    write(people["merchants"], exercise, term__rule="unanimity", wording__rule=WORDS)
    first = only(house, exercise)
    fields = {"edit": first, "base": "1", "term__rule": "majority", "wording__rule": WORDS}
    assert write(people["merchants"], exercise, **fields).status_code == 303
    assert house.simulator.exercise(exercise).proposals[first].wording == {}


def test_an_adopted_wording_stands_on_the_page_in_the_files_and_under_the_hash(table):
    house, exercise, people = table
    write(people["merchants"], exercise, term__rule="unanimity", wording__rule=f"**All** say so. {WORDS}")
    house.steer(exercise, "decision.open", proposal=only(house, exercise), seen="1")
    shown = page(people["vendors"], f"/x/{exercise}")
    assert "in words of its own" in shown
    state = house.simulator.exercise(exercise)
    for seat in SEATS:
        data = {"kind": "ballot.cast", "decision": "d1", "choice": "yes"}
        people[seat].post(f"/x/{exercise}/act", data=data, headers=ORIGIN)
    assert house.steer(exercise, "decision.close", decision="d1")["ok"]
    state = house.simulator.exercise(exercise)
    document = page(people["vendors"], f"/x/{exercise}/agreement")
    assert f"<strong>All</strong> say so. {WORDS}" in document
    assert "In the parties’ own words." in document
    found = json.loads(agreement_json(agreement_page(state), 0))
    assert found["text"]["clauses"]["rule"]["text"].endswith(WORDS)
    assert people["vendors"].get(f"/x/{exercise}/agreement.docx").status_code == 200


def test_a_basic_seminar_shows_and_takes_none_of_it(tmp_path):
    house = House(tmp_path)
    exercise = house.open()
    house.steer(exercise, "step.enter", step="deciding")
    client = house.client(house.sit(exercise, "vendors"))
    assert write(client, exercise, term__rule="unanimity").status_code == 303
    assert client.get(f"/x/{exercise}/compare").status_code == 303
    shown = page(client, f"/x/{exercise}")
    assert "This seminar keeps to the essentials." in shown
    assert not re.search(r"mydeal|/proposal\"|bargaining\.css", shown)
    data = {"kind": "proposal.make", "term:rule": "unanimity"}
    assert client.post(f"/x/{exercise}/act", data=data, headers=ORIGIN).status_code == 303
    assert not re.search(r"deal__|mydeal|Compare", page(client, f"/x/{exercise}"))


def test_before_the_brief_is_read_there_is_nothing_to_write(tmp_path):
    house = House(tmp_path)
    exercise = house.open(depth="full")
    client = house.client(house.sit(exercise, "vendors", read=False))
    assert client.get(f"/x/{exercise}/proposal").headers["Location"] == f"/x/{exercise}"
    assert house.client().get(f"/x/{exercise}/proposal").headers["Location"] == "/"
    assert client.get("/x/none/proposal").status_code == 404


def test_points_are_told_where_the_seminar_shows_them(table):
    house, exercise, people = table
    house.steer(exercise, "help.set", mode="points")
    write(people["merchants"], exercise, term__rule="unanimity")
    compared = page(people["vendors"], f"/x/{exercise}/compare?a={only(house, exercise)}")
    assert re.search(r"walking away\. \d+\.\d points; without an agreement \d+\.\d\.", compared)
    house.steer(exercise, "help.set", mode="off")
    assert "means for you" not in page(people["vendors"], f"/x/{exercise}/compare")


def test_pieces_are_named_in_a_sentence():
    assert piece_words(("C4", "reason", "condition")) == "C4, the reason and the condition"


def test_who_saves_is_told_what_was_merged(table):
    house, exercise, people = table
    first = carried(house, exercise, people)
    same = {
        "edit": first,
        "base": "1",
        "term__rule": "unanimity",
        "term__opening": "may-full",
        "rationale": "First",
    }
    assert write(people["merchants"], exercise, **{**same, "term__opening": "pilot-six"}).status_code == 303
    assert write(people["vendors"], exercise, **{**same, "rationale": "Better"}).status_code == 303
    told = "Saved. Somebody else wrote at the same time; this of theirs is kept too: M2."
    assert told in page(people["vendors"], f"/x/{exercise}")
    assert told not in page(people["vendors"], f"/x/{exercise}")
    assert "Written at the same time by somebody else, and kept: M2." in page(
        people["merchants"], f"/x/{exercise}"
    )
