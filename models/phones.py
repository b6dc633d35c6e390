"""Phone numbers of Vietnam: any common way of writing one to E.164, and a form that may be shown or logged."""

import re

import phonenumbers

# The 11-digit mobile heads that ended on 15/09/2018, without the leading zero; the last seven digits stayed.
_OLD_HEADS = {
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78",
    "123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
    "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
    "186": "56", "188": "58",
    "199": "59",
}  # fmt: skip
_DECORATION = re.compile(r"[\s.\-()‐-―]")
_MOBILE_DIGITS = 9
_OLD_MOBILE_DIGITS = 10


def normalise_phone(raw: object) -> str | None:
    """`raw` (text, or a number from a spreadsheet, its leading zero lost) as E.164; None if it is no phone."""
    if raw is None or isinstance(raw, bool) or (isinstance(raw, int | float) and raw < 0):
        return None
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    written = re.sub(r"\.0$", "", str(raw).strip())
    number = _DECORATION.sub("", written)
    international = number.startswith(("+", "00"))
    digits = number.removeprefix("+") if number.startswith("+") else number.removeprefix("00")
    if not (digits.isascii() and digits.isdigit()):
        return None
    return _vietnamese(digits) or (_valid("+" + digits) if international else None)


def mask_phone(phone: str) -> str:
    """+84912345678 as 091•••••78: enough for its owner to recognise, too little to call."""
    local = "0" + phone.removeprefix("+84") if phone.startswith("+84") else phone
    return f"{local[:3]}{'•' * max(len(local) - 5, 3)}{local[-2:]}"


def _vietnamese(digits: str) -> str | None:
    # 84 is also the head of a mobile network (084…): it is the country only when a whole number follows.
    if digits.startswith("84") and len(digits) >= len("84") + _MOBILE_DIGITS:
        digits = digits.removeprefix("84")
    digits = digits.removeprefix("0")
    if len(digits) == _OLD_MOBILE_DIGITS and digits[:3] in _OLD_HEADS:
        digits = _OLD_HEADS[digits[:3]] + digits[3:]
    return _valid("+84" + digits)


def _valid(e164: str) -> str | None:
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
