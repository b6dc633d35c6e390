"""The only place that packs and reads the data which a pressed button brings back."""

from dataclasses import dataclass

from bot.message import Press, Style

VERSION = "1"


@dataclass(frozen=True)
class Button:
    """One kind of inline button. Data is `version:action:id:id…`, at most 64 bytes, and carries ids only."""

    action: str
    label: str
    style: Style = Style.plain

    def on(self, *ids: int, label: str = "") -> Press:
        """The button for these ids, with its usual label or another."""
        data = ":".join((VERSION, self.action, *map(str, ids)))
        return Press(label or self.label, data=data, style=self.style)


def read_press(data: str) -> tuple[str, tuple[int, ...]] | None:
    """The action and ids of pressed data; None for data of an older version or of nobody."""
    version, _, rest = data.partition(":")
    action, *ids = rest.split(":")
    if version != VERSION or not action:
        return None
    if not all(part.isdecimal() and len(part) <= 18 for part in ids):  # what a database takes as a number
        return None
    return action, tuple(map(int, ids))
