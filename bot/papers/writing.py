"""Writes a paper of any kind, in a thread. The libraries for Word and PDF come with the first that is written: most
processes never need their 20 MB."""

from collections.abc import Sequence
from datetime import datetime

from bot.papers.certificate_facts import CertificateFacts
from bot.papers.roster_xlsx import roster_xlsx
from models.dossier import Dossier, Paper


def write_paper(kind: Paper, dossier: Dossier, now: datetime) -> bytes:
    match kind:
        case Paper.roster_xlsx:
            return roster_xlsx(dossier, now)
        case Paper.roster_docx:
            from bot.papers.roster_docx import roster_docx

            return roster_docx(dossier, now)
        case Paper.sending:
            from bot.papers.sending import sending_letter

            return sending_letter(dossier, now)
        case Paper.summons:
            from bot.papers.summons import summons

            return summons(dossier, now)


def write_certificates(facts: Sequence[CertificateFacts]) -> bytes:
    from bot.papers.certificate_pdf import certificate_pdf

    return certificate_pdf(facts)
