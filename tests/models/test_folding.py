"""Folding: what counts as the same text, the same name, and which name comes first."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.commune import unit_key
from models.folding import fold, given_name_key, marked

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậòỏõóọờởỡớợùủũúụỳỷỹýỵ ĐÂƠƯẾ-/.,;0123456789")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Bồi dưỡng Quốc phòng – An ninh, đối tượng 3", "boi duong quoc phong an ninh doi tuong 3"),
        ("ĐỊA CHÍNH", "dia chinh"),
        ("Ðặng Thị Ɖào", "dang thi dao"),  # eth and African d instead of Đ
        ("  KT-KN   QLNN/cấp_phòng ", "kt kn qlnn cap phong"),
        ("chuyên\u200bviên", "chuyenvien"),
        ("１２/２０２６", "12 2026"),
        ("", ""),
        ("— …", ""),
    ],
)
def test_folding_keeps_only_plain_words(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.one_of(st.text(), VIETNAMESE))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(st.text(), VIETNAMESE))
def test_composed_and_decomposed_spellings_are_one(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed) == fold(decomposed) == fold(text)
    assert marked(composed) == marked(decomposed) == marked(text)


@given(VIETNAMESE)
def test_case_never_matters(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert marked(text.upper()) == marked(text)


@given(st.one_of(st.text(), VIETNAMESE))
def test_marked_text_folds_to_the_folded_text(text: str) -> None:
    assert fold(marked(text)) == fold(text)


@pytest.mark.parametrize(
    ("old", "school"),
    [
        ("Hòa", "Hoà"),
        ("Cảnh Thụy", "Cảnh Thuỵ"),
        ("hóa đơn", "hoá đơn"),
        ("khỏe", "khoẻ"),
        ("lũy kế", "luỹ kế"),
        ("Qúy", "Quý"),
    ],
)
def test_both_places_of_a_tone_mark_are_one_spelling(old: str, school: str) -> None:
    assert marked(old) == marked(school)


def test_marks_are_kept_where_they_decide() -> None:
    assert marked("xã Đồng Kỳ") != marked("phường Đồng Kỵ")
    assert marked("Đông Tiến") != marked("Đồng Tiến")


def test_a_class_list_is_sorted_by_given_name_in_vietnamese_order() -> None:
    right = [
        "Trần Văn An",
        "Lê Thị Ánh",
        "Phạm Văn Ân",
        "Ngô Bá",
        "Đỗ Thị Bích",
        "Vũ Văn Dũng",
        "Lê Đạt",
        "Cao Thị Hoa",
        "Đàm Thị Hòa",
        "Nguyễn Thị Hòa",
        "Nguyễn Thị Hoa Hòa",
        "Nguyễn Thị Hóa",
        "Bùi Văn Ơn",
        "An Thị Uyên",
        "An Thị Ương",
        "Hà Như Ý",
    ]
    shuffled = sorted(right)  # by code points: another order
    assert shuffled != right
    assert sorted(shuffled, key=given_name_key) == right


def test_units_are_sorted_by_their_bare_names_in_vietnamese_order() -> None:
    right = [
        "Xã Bảo Đài",
        "Phường Bắc Giang",
        "Xã Biên Sơn",
        "Xã Biển Động",
        "Phường Đa Mai",
        "Xã Tam Đa",
        "Xã Tam Giang",
    ]
    assert sorted(sorted(right), key=unit_key) == right
    assert sorted(["Sở Nội vụ", "Xã Tam Giang", "Xã Tam Đa"], key=unit_key) == [
        "Xã Tam Đa",
        "Xã Tam Giang",
        "Sở Nội vụ",
    ]


@given(st.text())
def test_any_text_can_be_sorted_by_given_name(text: str) -> None:
    assert given_name_key(text) == given_name_key(unicodedata.normalize("NFD", text))
