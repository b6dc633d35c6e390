"""The printable sheet of invitations: one slip a person with a QR code, as a page that any browser prints."""

from collections.abc import Sequence
from datetime import date

import segno
from markupsafe import Markup

from bot.texts.staff import SHEET_ISSUER, SHEET_LINES, SHEET_TITLE, SHEET_VALID
from bot.texts.words import short_day

QUIET_ZONE = 4  # modules of white around the code, as ISO/IEC 18004 asks

PAGE = Markup("""<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} – {unit}</title><style>
@page {{ size: A4; margin: 12mm }}
body {{ font: 12pt/1.35 "Times New Roman", "Liberation Serif", serif; margin: 0 auto; max-width: 186mm; color: #000 }}
article {{ display: grid; grid-template-columns: 42mm 1fr; gap: 5mm; align-items: center; border: 1px dashed #777;
  padding: 3mm 5mm 3mm 3mm; margin: 0 0 4mm; break-inside: avoid }}
svg {{ width: 42mm; height: 42mm; background: #fff }}
h2 {{ font-size: 15pt; margin: 0 }} p {{ margin: .6mm 0 }} .small {{ font-size: 10.5pt }} .head {{ font-weight: bold }}
</style></head><body>
{slips}
</body></html>
""")

SLIP = Markup("""<article><div data-link="{link}">{qr}</div><div>
<p class="small head">{issuer}</p><p class="small">{title}</p>
<h2>{name}</h2><p>{staff_code} · {unit}</p>
{lines}
<p class="small">{valid}</p></div></article>
""")


def deep_link(bot_name: str, code: str) -> str:
    """The link that opens our chat with the code in hand."""
    return f"https://t.me/{bot_name}?start={code}"


def sheet(unit: str, slips: Sequence[tuple[str, str, str]], valid_to: date) -> bytes:
    """The page for (name, staff code, link) of each person."""
    steps = Markup("\n").join(Markup('<p class="small">{}</p>').format(step) for step in SHEET_LINES)
    parts = [
        SLIP.format(
            link=link,
            qr=Markup(segno.make(link, error="m").svg_inline(border=QUIET_ZONE, omitsize=True)),
            issuer=SHEET_ISSUER,
            title=SHEET_TITLE,
            name=name,
            staff_code=staff_code,
            unit=unit,
            lines=steps,
            valid=SHEET_VALID.format(short_day(valid_to)),
        )
        for name, staff_code, link in slips
    ]
    return PAGE.format(title=SHEET_TITLE, unit=unit, slips=Markup("").join(parts)).encode()
