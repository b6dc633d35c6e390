"""The draft of a commune's letter that sends its people to a course (công văn cử đi học), as a Word file."""

from datetime import datetime

from bot.papers.listing import listing
from bot.papers.state_form import (
    Head,
    add_addressees,
    add_head,
    add_paragraph,
    add_signatures,
    as_bytes,
    new_paper,
    width,
)
from bot.papers.word_table import people_table
from bot.texts import paper_sending as texts
from bot.texts import papers
from models.commune import bare
from models.dossier import Dossier
from models.roster_columns import Column

NEEDLESS = {Column.unit, Column.signature}  # all are of one unit, and nobody signs in on a letter


def sending_letter(dossier: Dossier, now: datetime) -> bytes:
    """Ready to be numbered and signed; the place of a commune's paper is the commune's own name."""
    paper, card, unit = new_paper(), dossier.card, dossier.unit
    add_head(
        paper,
        Head(
            "",
            (papers.COMMITTEE, unit.upper()),
            papers.paper_number(texts.SYMBOL),
            papers.place_and_date(bare(unit), now.year),
            texts.subject(card),
        ),
    )
    add_addressees(paper, texts.addressees(card))
    add_paragraph(paper, texts.opening(card, unit, len(dossier.people), dossier.documents))
    columns = [column for column in dossier.columns if column not in NEEDLESS]
    people_table(paper, listing(dossier.people, columns), width(paper))
    add_paragraph(paper, texts.closing(unit))
    add_signatures(paper, texts.RECIPIENTS, (), texts.SIGNED_BY)
    return as_bytes(paper)
