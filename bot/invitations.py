"""The printable sheet of invitations: one slip a person with a QR code, as a page that any browser prints."""

from collections.abc import Sequence
from datetime import date

import segno
from markupsafe import Markup

from bot.texts.staff import SHEET_ISSUER, SHEET_LINES, SHEET_TITLE, SHEET_VALID
from bot.texts.words import short_day

PAGE = Markup("""<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{title} – {unit}</title><style>
@page {{ size: A4; margin: 12mm }}
body {{ font: 13pt/1.4 "Times New Roman", serif; margin: 0 auto; max-width: 186mm; color: #000 }}
article {{ display: grid; grid-template-columns: 44mm 1fr; gap: 6mm; border: 1px dashed #777; padding: 5mm;
  margin: 0 0 5mm; break-inside: avoid }}
svg {{ width: 44mm; height: 44mm }}
h2 {{ font-size: 15pt; margin: 0 }} p {{ margin: 1mm 0 }} .small {{ font-size: 11pt }} .head {{ font-weight: bold }}
</style></head><body>
{slips}
</body></html>
""")

SLIP = Markup("""<article>{qr}<div>
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
    steps = Markup("").join(Markup('<p class="small">{}</p>').format(step) for step in SHEET_LINES)
    parts = [
        SLIP.format(
            qr=Markup(segno.make(link, error="m").svg_inline(border=2, omitsize=True)),
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
