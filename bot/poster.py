"""Draws a week as one picture for a phone: 1,080 pixels wide, so that it reads at 360. Knows no words."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, MARGIN, DPI = 1080, 48, 100
INNER = WIDTH - 2 * MARGIN
PAPER, INK, SOFT, TRACK, LINE = "#fffdf9", "#1c2429", "#4b575e", "#e8e3d8", "#d9d5cb"
MAIN, LIGHT, MARK, BAD, GOOD = "#1d6285", "#8fc1da", "#c05f00", "#b3352b", "#23743f"
AGES = ("#8fc1da", "#e2a33f", "#b3352b")
HEAD, TILES, SECTION, ROW, BAR = 170, 190, 120, 112, 30
ELLIPSIS = "…"


@dataclass(frozen=True)
class Tile:
    """One figure of the headline: what it is, how much, and what has become of it."""

    label: str
    value: str
    note: str = ""
    is_bad: bool = False


@dataclass(frozen=True)
class Bar:
    """The seats of one course: approved, held besides, and marks for the minimum and for last week."""

    label: str
    figures: str
    seats: int
    settled: int
    unsettled: int
    minimum: int
    before: int
    is_bad: bool


@dataclass(frozen=True)
class Poster:
    """All words and figures of the picture. `ages`: how many wait how long, the newest first; three of them."""

    title: str
    subtitle: str
    tiles: tuple[Tile, Tile, Tile]
    bars_title: str
    legend: tuple[str, str, str, str]
    bars: tuple[Bar, ...]
    rest: str
    ages_title: str
    ages: tuple[tuple[str, int], ...]
    no_ages: str


def draw(poster: Poster) -> bytes:
    """The picture as PNG. Takes a good part of a second, the first time more: never on the event loop."""
    # Loaded only when somebody wants a picture: 60 MB and a second that no other start should pay for.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    height = HEAD + TILES + SECTION + ROW * len(poster.bars) + (56 if poster.rest else 16) + SECTION + 100
    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    _Easel(axes).paint(poster)
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=DPI)
    return stream.getvalue()


class _Easel:
    """Paints in pixels from the top left."""

    def __init__(self, axes: "Axes") -> None:
        self.axes = axes

    def paint(self, poster: Poster) -> None:
        self.box(0, 0, WIDTH, 14, MAIN)
        self.text(MARGIN, 78, poster.title, 56, bold=True)
        self.text(MARGIN, 138, poster.subtitle, 34, SOFT, fits=INNER)
        self._tiles(poster.tiles, HEAD)
        top = HEAD + TILES
        self._bars(poster, top)
        top += SECTION + ROW * len(poster.bars)
        if poster.rest:
            self.text(MARGIN, top + 20, poster.rest, 32, SOFT, fits=INNER)
        self._ages(poster, top + (56 if poster.rest else 16))

    def _tiles(self, tiles: tuple[Tile, ...], top: float) -> None:
        gap = 18
        width = (INNER - gap * (len(tiles) - 1)) / len(tiles)
        for at, tile in enumerate(tiles):
            left = MARGIN + at * (width + gap)
            self.box(left, top, width, TILES - 24, "#f3efe5", round_=18)
            self.text(left + 22, top + 40, tile.label, 31, SOFT, fits=width - 36)
            self.text(
                left + 22, top + 92, tile.value, 54, BAD if tile.is_bad else INK, bold=True, shrinks_to=width - 36
            )
            self.text(left + 22, top + 142, tile.note, 31, BAD if tile.is_bad else SOFT, shrinks_to=width - 36)

    def _bars(self, poster: Poster, top: float) -> None:
        self.text(MARGIN, top + 34, poster.bars_title, 38, bold=True)
        left, middle = float(MARGIN), top + 84
        marks: tuple[Callable[[float], None], ...] = (
            lambda x: self.box(x, middle - 13, 26, 26, MAIN),
            lambda x: self.box(x, middle - 13, 26, 26, LIGHT),
            lambda x: self.box(x + 10, middle - 17, 7, 34, MARK),
            lambda x: self._notch(x + 13, middle - 8),
        )
        for mark, word in zip(marks, poster.legend, strict=True):
            mark(left)
            left += 36 + self.text(left + 36, middle, word, 29, SOFT) + 26
        for at, bar in enumerate(poster.bars):
            self._bar(bar, top + SECTION + at * ROW)

    def _bar(self, bar: Bar, top: float) -> None:
        most = max(bar.seats, bar.settled + bar.unsettled, bar.minimum, 1)
        scale = INNER / most
        taken = self.text(WIDTH - MARGIN, top + 20, bar.figures, 33, BAD if bar.is_bad else INK, bold=True, right=True)
        self.text(MARGIN, top + 20, bar.label, 33, fits=INNER - taken - 24)
        y = top + 50
        self.box(MARGIN, y, INNER, BAR, TRACK)
        self.box(MARGIN, y, bar.settled * scale, BAR, MAIN)
        self.box(MARGIN + bar.settled * scale, y, bar.unsettled * scale, BAR, LIGHT)
        if bar.minimum:
            self.box(min(MARGIN + bar.minimum * scale, WIDTH - MARGIN) - 3.5, y - 6, 7, BAR + 12, MARK)
        self._notch(MARGIN + min(bar.before, most) * scale, y + BAR + 2)

    def _notch(self, x: float, y: float) -> None:
        """A small arrow that points up at where the bar ended last week."""
        self.axes.fill((x - 9, x + 9, x), (y + 15, y + 15, y), color=INK, linewidth=0)

    def _ages(self, poster: Poster, top: float) -> None:
        self.text(MARGIN, top + 44, poster.ages_title, 38, bold=True)
        total = sum(count for _, count in poster.ages)
        if not total:
            self.text(MARGIN, top + 104, poster.no_ages, 33, SOFT, fits=INNER)
            return
        left = float(MARGIN)
        for (_, count), colour in zip(poster.ages, AGES, strict=True):
            self.box(left, top + 78, INNER * count / total, 40, colour)
            left += INNER * count / total
        column = INNER / len(poster.ages)
        for at, ((label, _), colour) in enumerate(zip(poster.ages, AGES, strict=True)):
            x = MARGIN + at * column
            self.box(x, top + 146, 26, 26, colour)
            self.text(x + 36, top + 159, label, 31, SOFT, shrinks_to=column - 48)

    def box(self, x: float, y: float, width: float, height: float, colour: str, round_: float = 0) -> None:
        from matplotlib.patches import FancyBboxPatch, Rectangle

        if round_:
            style = f"round,pad=0,rounding_size={round_}"
            self.axes.add_patch(FancyBboxPatch((x, y), width, height, style, facecolor=colour, linewidth=0))
        elif width > 0:
            self.axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, linewidth=0))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        pixels: float,
        colour: str = INK,
        *,
        bold: bool = False,
        right: bool = False,
        fits: float = 0,
        shrinks_to: float = 0,
    ) -> float:
        """One line with its middle at `y`, cut or made smaller to the width that it must fit; its width in pixels."""
        drawn = self.axes.text(
            x,
            y,
            _plain(words),
            fontsize=pixels * 72 / DPI,
            color=colour,
            weight="bold" if bold else "normal",
            ha="right" if right else "left",
            va="center_baseline",
            fontfamily="DejaVu Sans",
        )
        width = float(drawn.get_window_extent().width)
        kept = words[: int(len(words) * fits / width) + 3] if fits and width > fits else words
        while kept != words and kept and drawn.get_window_extent().width > fits:
            kept = kept[:-1]
            drawn.set_text(_plain(kept.rstrip(" ,;:–-·") + ELLIPSIS))
        width = float(drawn.get_window_extent().width)
        if shrinks_to and width > shrinks_to:
            drawn.set_fontsize(pixels * 72 / DPI * shrinks_to / width)
        return width


def _plain(words: str) -> str:
    """No name is read as a formula: a dollar sign would begin one."""
    return words.replace("$", r"\$")
