"""The shipped catalogue hangs together: every link leads somewhere, every name is one post's."""

from collections import Counter
from datetime import date

from models.catalogue_files import read_abbreviations, read_communes, read_institutions, read_posts
from models.folding import fold

POSTS = {post.code: post for post in read_posts()}
TODAY = date(2026, 11, 25)


def test_codes_are_unique_short_and_plain() -> None:
    for codes in ([post.code for post in read_posts()], [institution.code for institution in read_institutions()]):
        assert len(set(codes)) == len(codes)
        assert all(code.isascii() and len(code) <= 10 for code in codes)


def test_every_old_post_leads_to_posts_of_today() -> None:
    old = [post for post in POSTS.values() if post.valid_to]
    assert len(old) == 4 + 6  # four heads of mass organisations; six titles, one of them in two forms, one goes on
    for post in old:
        assert post.valid_to == date(2025, 6, 30)
        assert post.becomes
        assert all(POSTS[code].valid_to is None for code in post.becomes)
    assert not [post.code for post in POSTS.values() if post.becomes and not post.valid_to]


def test_a_name_is_one_posts_name_on_any_day() -> None:
    names = Counter(fold(post.name) for post in POSTS.values())
    assert [name for name, count in names.items() if count > 1] == []


def test_an_alias_of_todays_posts_is_no_other_posts_name_or_alias() -> None:
    current = [post for post in POSTS.values() if post.valid_to is None]
    spellings = Counter(name for post in current for name in {fold(name) for name in (post.name, *post.aliases)})
    assert [name for name, count in spellings.items() if count > 1] == []


def test_the_groups_are_the_five_legal_ones() -> None:
    assert {fold(post.group) for post in POSTS.values()} == {
        "can bo",
        "cong chuc",
        "vien chuc",
        "dai bieu hdnd",
        "khong chuyen trach",
    }


def test_the_twenty_fields_and_the_office_leaders_are_there() -> None:
    fields = [post for post in POSTS.values() if post.valid_from == date(2025, 7, 1) and not post.is_leader]
    assert len([post for post in fields if post.code.split("-")[0] in ("VP", "KT", "VX", "HCC", "QS")]) == 20
    for code in ("VP-CVP", "VP-PCVP", "KT-TP", "KT-PTP", "HCC-GD", "HCC-PGD", "QS-CHT", "QS-PCHT"):
        assert POSTS[code].is_leader


def test_the_ninety_nine_communes_have_unique_codes() -> None:
    assert len({commune.code for commune in read_communes()}) == 99


def test_abbreviations_are_not_written_twice() -> None:
    assert len(
        {fold(short) for short, meaning in read_abbreviations().items() if meaning not in ("", "*", "~", "?")}
    ) == len([meaning for meaning in read_abbreviations().values() if meaning not in ("", "*", "~", "?")])
