"""Search: what officials type on their phones, over 60 courses as the province plans them, on 25/11/2026."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue_files import read_aliases
from models.search import Entry, SearchIndex

HERE = Path(__file__).parent
TODAY = date(2026, 11, 25)


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def courses() -> Iterator[Entry]:
    for number, row in enumerate(rows("search_courses.csv"), start=1):
        yield Entry(
            id=number,
            code=row["code"],
            title=row["title"],
            programme=row["programme"],
            kind=row["kind"],
            venue=row["venue"],
            institution=row["institution"],
            mode=row["mode"],
            posts=tuple(filter(None, row["posts"].split(";"))),
            communes=tuple(filter(None, row["communes"].split(";"))),
            starts_on=date.fromisoformat(row["starts_on"]),
            ends_on=date.fromisoformat(row["ends_on"]),
            is_open=row["is_open"] == "1",
        )


ENTRIES = list(courses())
INDEX = SearchIndex(read_aliases())
INDEX.put(ENTRIES)


def entry(number: int) -> Entry:
    """The course LOP-2026-{number}."""
    return ENTRIES[number - 1]


def found(query: str, index: SearchIndex = INDEX) -> list[int]:
    return [match.id for match in index.find(query, TODAY).matches]


def misses(part: str) -> tuple[list[str], int]:
    queries = [row for row in rows("search_queries.csv") if row["set"] == part]
    missed = [
        row["query"] for row in queries if not set(found(row["query"])[:3]) & set(map(int, row["expected"].split(";")))
    ]
    return missed, len(queries)


@pytest.mark.parametrize("part", ["tuned", "held"])
def test_nineteen_of_twenty_queries_find_their_course_among_the_first_three(part: str) -> None:
    """`held`: written before the first run (74 of 76 then); its misses were looked at once, after the tuning."""
    missed, asked = misses(part)
    assert asked >= 70
    assert len(missed) <= 0.05 * asked, missed


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_form_of_unicode_never_changes_what_is_found(form: str) -> None:
    for row in rows("search_queries.csv"):
        assert found(unicodedata.normalize(form, row["query"])) == found(row["query"])  # type: ignore[arg-type]


def test_every_title_finds_its_own_course_first_with_and_without_marks() -> None:
    for course in ENTRIES:
        assert found(course.title)[0] == course.id
        plain = unicodedata.normalize("NFD", course.title.replace("đ", "d").replace("Đ", "D"))
        assert course.id in found("".join(c for c in plain if not unicodedata.combining(c)))[:2]


@pytest.mark.parametrize(
    "chat",
    [
        "cảm ơn",
        "cam on",
        "Cảm ơn đồng chí nhé",
        "ok",
        "xin chào đồng chí",
        "xin chao dong chi",
        "alo",
        "vâng ạ em cảm ơn chị",
        "hôm nay trời đẹp quá",
        "an com chua",
        "con meo nha toi",
        "thời tiết bắc ninh",
        "asdfgh",
        "👍",
        "",
        "???",
    ],
)
def test_chit_chat_finds_nothing(chat: str) -> None:
    assert found(chat) == []


@pytest.mark.parametrize(
    "said",
    [
        "cảm ơn",
        "cam on ban nhe",
        "Cảm ơn đồng chí nhé",
        "cam on anh",
        "ok",
        "vang",
        "dạ vâng",
        "xin chào",
        "da ro",
        "👍",
    ],
)
def test_thanks_and_greetings_are_no_query(said: str) -> None:
    assert INDEX.find(said, TODAY).is_courtesy


WHO = [
    "ai duyệt cho tôi",
    "ai duyet cho toi",
    "Ai duyệt cho tôi vậy ạ?",
    "ai là người duyệt của tôi",
    "ai la nguoi duyet cua toi",
    "đơn của tôi ai duyệt",
    "don cua toi ai duyet",
    "người duyệt của tôi là ai",
    "ai sẽ duyệt đăng ký của tôi",
    "dang ky cua toi dang cho ai duyet",
    "lãnh đạo nào duyệt cho em",
    "cho tôi hỏi ai phê duyệt ạ",
    "ai duyet",
]


@pytest.mark.parametrize("said", WHO)
def test_who_decides_is_asked_and_not_searched(said: str) -> None:
    found = INDEX.find(said, TODAY)
    assert found.asks_who_decides
    assert found.matches == []


@pytest.mark.parametrize(
    "said", ["", "lớp AI", "ai dạy lớp tin học", "lớp tin học ai duyệt", "của tôi", "duyệt", "ai duyệt tháng 12"]
)
def test_whatever_else_is_said_is_a_query_still(said: str) -> None:
    assert not INDEX.find(said, TODAY).asks_who_decides


@pytest.mark.parametrize("said", ["", "???", "tiếng anh", "ok tiếng anh", "vâng tháng 12", "lớp nào", "bạn", "không"])
def test_a_query_with_thanks_is_a_query_still(said: str) -> None:
    assert not INDEX.find(said, TODAY).is_courtesy


@pytest.mark.parametrize(
    "query",
    ["khoa ai", "lop ai", "AI", "tri tue nhan tao ai", "hoc ai o phuong tu son", "lop ai day o dau", "AI cấp xã"],
)
def test_the_two_letters_of_the_art_mean_the_art(query: str) -> None:
    assert 9 in found(query)[:2]


@pytest.mark.parametrize(
    "query", ["ai duyet cho toi", "ai duyệt cho tôi", "toi can gap ai", "lien he ai", "ai phu trach", "hoi ai", "ai ky"]
)
def test_who_is_not_the_art(query: str) -> None:
    assert found(query) == []


def test_who_beside_other_words_leaves_them_to_be_found() -> None:
    assert found("ai phu trach lop ngach chuyen vien")[0] == 3
    assert not {9, 10} & set(found("ai duyet lop tieng anh"))


def test_to_learn_somewhere_is_no_word_of_a_title() -> None:
    assert found("hoc o vo cuong thang 12") == found("vo cuong thang 12")
    assert found("học tại Võ Cường") == found("di hoc o vo cuong") == found("Võ Cường")
    assert found("tin hoc o vo cuong")[0] == 54  # there it is one


def test_when_nothing_is_found_the_three_nearest_are_offered() -> None:
    answer = INDEX.find("nghiệp vụ thú y thủy sản", TODAY)
    assert answer.matches == []
    assert len(answer.nearest) == 3
    assert INDEX.find("xyzxyz", TODAY).nearest != []
    assert INDEX.find("cảm ơn", TODAY).nearest == []


@pytest.mark.parametrize(
    "query", ["LOP-2026-22", "lop 2026 22", "Lop202622", "lớp LOP-2026-22 còn chỗ không", "LOP–2026–22"]
)
def test_a_code_finds_that_course_alone(query: str) -> None:
    assert found(query) == [22]


def test_typed_marks_rank_higher_and_without_marks_both_are_found() -> None:
    index = SearchIndex(read_aliases())
    index.put(
        [replace(entry(59), id=101, title="Làng nghề Đồng Kỵ"), replace(entry(59), id=102, title="Làng nghề Đồng Kỳ")]
    )
    assert found("đồng kỵ", index) == [101, 102]
    assert found("đồng kỳ", index) == [102, 101]
    assert set(found("dong ky", index)) == {101, 102}


def test_an_open_course_comes_before_a_closed_one_that_fits_as_well() -> None:
    ids = found("ngạch chuyên viên")
    assert ids[0] == 3
    assert 58 in ids
    index = SearchIndex(read_aliases())
    index.put([replace(entry(3), is_open=False), replace(entry(3), id=301, starts_on=date(2027, 5, 1))])
    assert found("ngạch chuyên viên", index) == [301, 3]


def test_a_shorter_title_wins_a_tie() -> None:
    longer = replace(entry(59), id=201, title=entry(59).title + " trong cơ quan nhà nước")
    index = SearchIndex(read_aliases())
    index.put([longer, entry(59)])
    assert found("dữ liệu cá nhân", index) == [59, 201]


def test_a_period_alone_lists_its_courses_by_date() -> None:
    answer = INDEX.find("tuần sau", TODAY)
    assert [match.id for match in answer.matches] == [12, 9, 59]
    assert answer.period is not None
    assert (answer.period.first, answer.period.last) == (date(2026, 11, 30), date(2026, 12, 6))


def test_courses_that_begin_in_the_period_come_before_those_under_way() -> None:
    ids = found("tháng 1")
    assert ids[0] == 5
    assert ids[-2:] == [12, 3]


def test_what_fits_much_worse_than_the_best_is_left_out() -> None:
    assert found("công tác dân tộc") == [43]


def test_two_misspelt_words_are_found_as_well_as_one() -> None:
    assert found("hoaf giair cơ sởo")[0] == 53
    assert found("khuyếnn công")[0] == 60


def test_an_old_post_finds_the_courses_of_the_posts_that_took_over_its_work() -> None:
    assert {37, 41, 57} <= set(found("văn phòng – thống kê"))


def test_an_empty_period_offers_the_open_courses_nearest_to_it() -> None:
    answer = INDEX.find("ngày mai", TODAY)
    assert answer.matches == []
    assert [match.id for match in answer.nearest] == [12, 9, 59]


def test_a_period_beside_words_sorts_but_does_not_hide() -> None:
    assert found("tập huấn AI tháng 1")[:2] == [10, 9]
    assert found("tập huấn AI tháng 12")[:2] == [9, 10]


@pytest.mark.parametrize(
    "query",
    ["chuyeenr ddooir soos", "chuye63n d9o6i3 so61", "chuyendoiso", "chuyển đôỉ số", "chuyn doi so", "đổi số chuyển"],
)
def test_slips_of_the_keyboard_are_understood(query: str) -> None:
    assert found(query)[0] == 12


@pytest.mark.parametrize("query", ["lớp", "có lớp nào không", "còn chỗ không", "cho tôi hỏi các lớp đang mở ạ"])
def test_asking_for_any_course_lists_the_open_ones_by_date(query: str) -> None:
    ids = found(query)
    assert len(ids) == 50
    dates = [entry(number).starts_on for number in ids]
    assert dates == sorted(dates)
    assert all(entry(number).is_open for number in ids)


@pytest.mark.parametrize(
    ("query", "choices"),
    [
        ("dong ky", {"Xã Đồng Kỳ", "Phường Đồng Nguyên"}),
        ("đồng kỳ", set()),
        ("Đồng Kỵ", set()),
        ("lop ai o dong son", {"Phường Tiền Phong", "Xã Bố Hạ"}),
        ("đông sơn", set()),
        ("dong tien", {"Xã Yên Phong", "Xã Hoàng Vân", "Xã Xuân Lương"}),
        ("đồng tiến", {"Xã Hoàng Vân", "Xã Xuân Lương"}),
        ("đông tiến", set()),
        ("phu luong", {"Phường Đào Viên", "Xã Trung Chính"}),
        ("phương sơn", set()),
        ("phuong son", {"Phường Phượng Sơn", "Xã Lục Nam"}),
        ("quang minh", {"Phường Vân Hà", "Xã Trung Chính"}),
        ("quảng minh", set()),
        ("kinh bac", set()),
        ("quản lý nhà nước", set()),
    ],
)
def test_an_old_name_of_several_communes_is_asked_about_unless_marks_decide(query: str, choices: set[str]) -> None:
    assert set(INDEX.find(query, TODAY).choices) == choices


def test_an_old_commune_finds_the_courses_of_todays() -> None:
    assert 50 in found("đồng kỳ")
    assert {9, 26} & set(found("phường Đồng Kỵ")[:3])


def test_a_changed_course_is_found_by_its_new_words_only() -> None:
    index = SearchIndex(read_aliases())
    index.put(ENTRIES)
    index.put([replace(entry(55), title="Chăn nuôi thú y", programme="Chăn nuôi thú y", code="CN-01")])
    assert found("chan nuoi thu y", index) == [55]
    assert found("CN-01", index) == [55]
    assert found("LOP-2026-55", index) != [55]
    assert 55 not in found("tieng anh giao tiep", index)


def test_a_removed_course_is_not_found_again() -> None:
    index = SearchIndex(read_aliases())
    index.put(ENTRIES)
    index.remove([55, 999])
    assert found("tiếng anh", index) == []
    index.remove([course.id for course in ENTRIES])
    assert found("bồi dưỡng", index) == found("tháng 12", index) == found("LOP-2026-01", index) == []
    assert index.find("bồi dưỡng", TODAY).nearest == []


def test_no_more_than_the_limit_is_given() -> None:
    assert len(INDEX.find("bồi dưỡng", TODAY, limit=5).matches) == 5


@given(st.one_of(st.text(), st.text(alphabet="bồidưỡngchuyên viên tháng12/-", max_size=60)))
def test_any_text_is_answered(query: str) -> None:
    answer = INDEX.find(query, TODAY)
    assert len(answer.nearest) <= 3
    assert not (answer.matches and answer.nearest)
    assert all(0 <= match.score <= 100 for match in answer.matches + answer.nearest)
