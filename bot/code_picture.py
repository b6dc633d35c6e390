"""Draws the code of a meeting for a large hall: its QR, and its six digits below, as big as a screen shows them."""

import io

import segno
from PIL import Image, ImageDraw, ImageFont

SIDE, MARGIN, FOOT = 720, 40, 170  # pixels
DIGITS = 128
QUIET_ZONE = 4  # modules of white around the code, as ISO/IEC 18004 asks
INK, PAPER, SOFT = 0, 255, 150


def code_picture(link: str, digits: str) -> bytes:
    """The picture as PNG, grey and small; without digits the frame of a code that is over. Some milliseconds."""
    image = Image.new("L", (SIDE, SIDE + FOOT), PAPER)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(DIGITS)
    words = f"{digits[:3]} {digits[3:]}" if digits else "––– –––"
    draw.text((SIDE / 2, SIDE + FOOT / 2 - 20), words, INK if digits else SOFT, font, anchor="mm")
    if digits:
        _modules(draw, link)
    else:
        draw.rectangle((MARGIN, MARGIN, SIDE - MARGIN, SIDE - MARGIN), outline=SOFT, width=6)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _modules(draw: ImageDraw.ImageDraw, link: str) -> None:
    rows = list(segno.make(link, error="m", micro=False).matrix_iter(border=QUIET_ZONE))
    size = SIDE // len(rows)
    start = (SIDE - size * len(rows)) // 2
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                left, top = start + x * size, start + y * size
                draw.rectangle((left, top, left + size - 1, top + size - 1), fill=INK)
