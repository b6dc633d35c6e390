"""The picture of a roll-call code: a QR of exactly the link, in black on white with its quiet zone."""

import io

import segno
from PIL import Image

from bot.code_picture import FOOT, QUIET_ZONE, SIDE, code_picture

LINK = "https://t.me/boi_duong_bac_ninh_bot?start=d-123456-AbCdEfGhIjKlMnOp"


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_the_qr_in_the_picture_is_that_of_the_link() -> None:
    """Read module by module from the pixels, and compared with the code that the link has."""
    image = opened(code_picture(LINK, "042917"))
    assert image.size == (SIDE, SIDE + FOOT)
    expected = [list(row) for row in segno.make(LINK, error="m", micro=False).matrix_iter(border=QUIET_ZONE)]
    size = SIDE // len(expected)
    start = (SIDE - size * len(expected)) // 2
    middle = start + size // 2
    seen = [
        [int(image.getpixel((middle + x * size, middle + y * size)) == 0) for x in range(len(expected))]
        for y in range(len(expected))
    ]
    assert seen == expected
    assert size >= 14  # pixels a module: read from the back of a hall


def test_the_digits_are_in_it_and_another_code_is_another_picture() -> None:
    assert code_picture(LINK, "042917") != code_picture(LINK, "042918")
    foot = opened(code_picture(LINK, "042917")).crop((0, SIDE, SIDE, SIDE + FOOT))
    assert foot.getextrema()[0] == 0


def test_a_code_that_is_over_shows_nothing_to_scan() -> None:
    image = opened(code_picture("", ""))
    assert image.getextrema()[0] > 100
