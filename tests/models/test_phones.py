"""Phones as people write them."""

import pytest

from models.phones import mask_phone, normalise_phone


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("0912345678", "+84912345678"),
        ("091 234 5678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("(091) 234-56-78", "+84912345678"),
        ("091–234–5678", "+84912345678"),
        (" 0912\u00a0345\u00a0678 ", "+84912345678"),
        ("+84912345678", "+84912345678"),
        ("+84 (0) 912 345 678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        (912345678, "+84912345678"),
        (912345678.0, "+84912345678"),
        (84912345678, "+84912345678"),
        ("912345678", "+84912345678"),
        ("912345678.0", "+84912345678"),
        ("0841234567", "+84841234567"),
        (841234567, "+84841234567"),
        ("84841234567", "+84841234567"),
        ("0222 3821 234", "+842223821234"),
        (2223821234, "+842223821234"),
        ("84 222 3821234", "+842223821234"),
        ("0204 3854 123", "+842043854123"),
        ("+33 6 12 34 56 78", "+33612345678"),
    ],
)
def test_every_common_form_gives_the_same_number(written: object, phone: str) -> None:
    assert normalise_phone(written) == phone


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *[("0120", "070"), ("0121", "079"), ("0122", "077"), ("0126", "076"), ("0128", "078")],
        *[("0123", "083"), ("0124", "084"), ("0125", "085"), ("0127", "081"), ("0129", "082")],
        *[(f"016{digit}", f"03{digit}") for digit in range(2, 10)],
        *[("0186", "056"), ("0188", "058"), ("0199", "059")],
    ],
)
def test_the_old_eleven_digit_heads_are_mapped(old: str, new: str) -> None:
    expected = f"+84{new[1:]}3456789"
    assert normalise_phone(f"{old}3456789") == expected
    assert normalise_phone(f"+84{old[1:]}3456789") == expected
    assert normalise_phone(int(f"{old}3456789")) == expected


@pytest.mark.parametrize(
    "written",
    [
        None, "", "  ", "không có", "09123456", "091234567890", "0912345678 / 0987654321", "0912345678 (Lan)",
        True, 9.5, "1234", "113", "٠٩١٢٣٤٥٦٧٨", "+", "0112345678", float("nan"), float("inf"), -912345678,
    ],
)  # fmt: skip
def test_what_is_no_phone_is_not_guessed(written: object) -> None:
    assert normalise_phone(written) is None


def test_a_masked_phone_shows_its_ends_only() -> None:
    assert mask_phone("+84912345678") == "091•••••78"
    assert mask_phone("+842223821234") == "022••••••34"
    assert mask_phone("+33612345678") == "+33•••••••78"
