"""Guest lists as people make them."""

import pytest

from simulator.app.guestlist import BadRow, Row, alike, decoded, read_guests, sector_code

SECTORS = {
    "LG": "Local governments",
    "BZ": "Business",
    "EN": "Environment and mobility",
    "CV": "Civic institutions",
}


def read(text):
    return read_guests(text, SECTORS)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_come_in_any_order_and_separated_as_people_like(mark):
    rows = ["Notes|Sector|Remote|Full name|Organisation", "vegan|business|x|Ana Öz|Mill", "|LG||Bo Lee|City"]
    found, bad = read("\ufeff" + "\r\n".join(rows).replace("|", mark))
    assert bad == []
    assert found == [
        Row(2, "Ana Öz", "Mill", "BZ", remote=True, notes="vegan"),
        Row(3, "Bo Lee", "City", "LG"),
    ]


def test_a_list_without_headers_is_names_then_organizations_then_sectors():
    assert read("Ana\nBo")[0] == [Row(1, "Ana"), Row(2, "Bo")]
    assert read("Ana, Mill, Business")[0] == [Row(1, "Ana", "Mill", "BZ")]


def test_first_and_last_names_are_put_together_and_quotes_may_hold_commas():
    found, bad = read('First name,Last name,Company,keep together with\nAna,Öz,"Mill, Inc.",Bo Lee\n')
    assert (found, bad) == ([Row(2, "Ana Öz", "Mill, Inc.", together="Bo Lee")], [])


def test_every_bad_line_is_named_and_the_others_are_taken():
    text = f"name,organization,sector\nAna,Mill,Bakery\n\n,City,LG\nBo,City,\nBO,city,\n{'x' * 61},,\n\x07Cy,,civic\n"
    found, bad = read(text)
    assert [(r.line, r.name, r.sector) for r in found] == [(2, "Ana", ""), (5, "Bo", ""), (8, "Cy", "CV")]
    assert bad == [
        BadRow(2, "sector_unknown", "Bakery"), BadRow(4, "name_missing"), BadRow(6, "name_twice", "BO"),
        BadRow(7, "name_long", "x" * 60),
    ]  # fmt: skip


def test_what_is_no_list_is_said_whole():
    assert read("  \n ") == ([], [BadRow(0, "empty")])
    assert read("sector;organization\nLG;City") == ([], [BadRow(1, "name_column")])
    assert read("x" * 200_001) == ([], [BadRow(0, "too_large")])
    assert read(f'name\n"{"x" * 140_000}')[1][0].code == "too_large"
    found, bad = read("\n".join(f"Guest {i}" for i in range(252)))
    assert (len(found), [b.code for b in bad]) == (250, ["too_many", "too_many"])


def test_files_of_old_spreadsheets_are_read():
    for code in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert decoded("name\nZoë Müller".encode(code)).lstrip("\ufeff") == "name\nZoë Müller"


def test_a_sector_is_known_by_code_name_or_a_word_of_its_own():
    words = {
        "lg": "LG",
        "Local Governments": "LG",
        "local government": "LG",
        "environment": "EN",
        "": "",
        "o": None,
    }
    assert {w: sector_code(w, SECTORS) for w in words} == words


def test_somebody_finds_their_name():
    names = {"1": "Ana Öz", "2": "Ana Mills", "3": "Bo Lee", "4": "J. Oz"}
    assert alike("Ana oz", names) == ["1"]
    assert alike("ana", names) == ["1", "2"]
    assert alike("Oz, Jay", names, most=1) == ["1"]
    assert alike("Zed", names) == alike("", names) == []
