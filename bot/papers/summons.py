"""The draft of the department's summons to a course (giấy triệu tập) with its list, as a Word file."""

from datetime import datetime

from bot.papers.listing import listing
from bot.papers.state_form import (
    Head,
    add_head,
    add_paragraph,
    add_signatures,
    add_title,
    as_bytes,
    new_paper,
    width,
)
from bot.papers.word_table import people_table
from bot.texts import paper_roster, papers
from bot.texts import paper_summons as texts
from models.dossier import Dossier
from models.roster_columns import Column


def summons(dossier: Dossier, now: datetime) -> bytes:
    """The letter on the first page, the list from a page of its own on."""
    paper, card = new_paper(), dossier.card
    add_head(
        paper,
        Head(
            papers.PROVINCE_COMMITTEE,
            (papers.DEPARTMENT,),
            papers.paper_number(texts.SYMBOL),
            papers.place_and_date(papers.PROVINCE, now.year),
        ),
    )
    add_title(paper, texts.TITLE, texts.subject(card))
    for text in texts.body(card, len(dossier.people), dossier.units, dossier.documents, dossier.coordinator, now):
        add_paragraph(paper, text)
    add_signatures(paper, texts.RECIPIENTS, (), texts.SIGNED_BY)
    add_title(paper, papers.LIST_TITLE, paper_roster.subject(card), texts.attached(now.year), new_page=True)
    columns = [column for column in dossier.columns if column is not Column.signature]
    people_table(paper, listing(dossier.people, columns), width(paper))
    return as_bytes(paper)
