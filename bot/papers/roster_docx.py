"""The class list as a Word file in state form."""

from datetime import datetime

from bot.papers.listing import listing
from bot.papers.state_form import Head, add_head, add_paragraph, add_signatures, add_title, as_bytes, new_paper, width
from bot.papers.word_table import people_table
from bot.texts import paper_roster as texts
from bot.texts import papers
from models.dossier import Dossier

WIDEST = 185  # millimetres of columns that an upright page still takes, a little squeezed


def roster_docx(dossier: Dossier, now: datetime) -> bytes:
    """Upright, or across where there are many columns."""
    table = listing(dossier.people, dossier.columns)
    paper = new_paper(landscape=sum(table.widths) > WIDEST)
    add_head(
        paper,
        Head(
            papers.PROVINCE_COMMITTEE,
            (papers.DEPARTMENT,),
            "",
            papers.place_and_date(papers.PROVINCE, now.year),
        ),
    )
    card = dossier.card
    add_title(paper, papers.LIST_TITLE, texts.subject(card), texts.facts(card), texts.attached(now.year))
    people_table(paper, table, width(paper))
    add_paragraph(paper, texts.total(len(dossier.people), dossier.units))
    add_signatures(paper, (), texts.MADE_BY, texts.SIGNED_BY)
    return as_bytes(paper)
