"""Many ids as one value of a statement, so that it is the same statement for however many there are."""

from collections.abc import Iterable

import orjson
from sqlalchemy import JSON, BigInteger, Select, String, bindparam, cast, func, select

LIST = bindparam("listed", type_=String)
_EACH = func.json_each(LIST).table_valued("value")
_ELEMENT = func.json_array_elements_text(cast(LIST, JSON)).table_valued("value")
NUMBERS: dict[str, Select[int]] = {
    "sqlite": select(_EACH.c.value),
    "postgresql": select(cast(_ELEMENT.c.value, BigInteger)),
}


def as_list(numbers: Iterable[int]) -> dict[str, str]:
    """The value for the numbers of `NUMBERS`."""
    return {"listed": orjson.dumps([*numbers]).decode()}
