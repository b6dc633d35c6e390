"""What everybody did and saw, to be read: a day, in it a person, in it the hours."""

from collections import defaultdict
from datetime import date, datetime
from textwrap import indent

from bot.texts.words import day
from rehearsal.month import Month
from rehearsal.stage import ZONE

Said = tuple[float, int, str]


def transcript(month: Month) -> str:
    """«▸» is what the person did, «◂» what came, «✎» what was changed in place."""
    stage = month.stage
    days: dict[date, dict[int, list[Said]]] = defaultdict(lambda: defaultdict(list))
    said = [(act.at, act.person, f"▸ {act.words}") for act in stage.acts]
    said += [
        (entry.at, entry.person, f"{'◂' if entry.kind == 'sent' else '✎'} {entry.text}")
        for entry in stage.telegram.ledger
        if entry.kind in ("sent", "edited")
    ]
    for place, (at, person, words) in enumerate(said):
        days[datetime.fromtimestamp(at, ZONE).date()][person].append((at, place, words))
    parts = []
    for on in sorted(days):
        parts.append(f"\n{'═' * 80}\n{day(on).upper()}\n{'═' * 80}")
        for person in sorted(days[on]):
            chat = stage.telegram.chats[person]
            parts.append(f"\n── {chat.first_name}, {chat.title}")
            parts += [_line(*one) for one in sorted(days[on][person])]
    return "\n".join(parts)


def _line(at: float, _: int, words: str) -> str:
    first, _, rest = words.partition("\n")
    head = f"{datetime.fromtimestamp(at, ZONE):%H:%M}  {first}"
    return f"{head}\n{indent(rest, ' ' * 9)}" if rest else head
