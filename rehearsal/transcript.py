"""What everybody did and saw, to be read: a day, in it a person, in it the hours."""

from collections import defaultdict
from datetime import date, datetime
from textwrap import indent

from bot.texts.words import day
from rehearsal.month import Month
from rehearsal.stage import ZONE

Said = tuple[float, int, int, str]  # when, after how many entries of the ledger, an act before what it brings


def transcript(month: Month) -> str:
    """«▸» is what the person did, «◂» what came, «✎» what was changed in place."""
    stage = month.stage
    days: dict[date, dict[int, list[Said]]] = defaultdict(lambda: defaultdict(list))
    said: list[tuple[int, Said]] = [(act.person, (act.at, act.seen, 0, f"▸ {act.words}")) for act in stage.acts]
    said += [
        (entry.person, (entry.at, place, 1, f"{'◂' if entry.kind == 'sent' else '✎'} {entry.text}"))
        for place, entry in enumerate(stage.telegram.ledger)
        if entry.kind in ("sent", "edited")
    ]
    for person, one in said:
        days[datetime.fromtimestamp(one[0], ZONE).date()][person].append(one)
    parts = []
    for on in sorted(days):
        parts.append(f"\n{'═' * 80}\n{day(on).upper()}\n{'═' * 80}")
        for person in sorted(days[on]):
            chat = stage.telegram.chats[person]
            parts.append(f"\n── {chat.first_name}, {chat.title}")
            parts += [_line(*one) for one in sorted(days[on][person])]
    return "\n".join(parts)


def _line(at: float, _seen: int, _kind: int, words: str) -> str:
    first, _, rest = words.partition("\n")
    head = f"{datetime.fromtimestamp(at, ZONE):%H:%M}  {first}"
    return f"{head}\n{indent(rest, ' ' * 9)}" if rest else head
