"""What the papers of a full course cost: `python -m benchmarks.papers`."""

import time
from collections.abc import Callable

from bot.papers.certificate_facts import CertificateFacts
from bot.papers.certificate_pdf import certificate_pdf
from bot.papers.roster_docx import roster_docx
from bot.papers.roster_xlsx import roster_xlsx
from bot.papers.sending import sending_letter
from bot.papers.summons import summons
from models.roster_columns import Column
from tests.bot.paper_samples import NOW, certificate, dossier, line

PEOPLE = 100
ROUNDS = 5


def best(make: Callable[[], bytes]) -> tuple[float, int]:
    """CPU milliseconds of the quickest round, and the size in bytes."""
    took = []
    for _ in range(ROUNDS):
        start = time.process_time()
        content = make()
        took.append(1000 * (time.process_time() - start))
    return min(took), len(content)


def main() -> None:
    people = [line(f"Nguyễn Văn Cán Bộ {n}") for n in range(PEOPLE)]
    usual, full = dossier(*people), dossier(*people, columns=tuple(Column))
    three = dossier(*people[:3], unit="Phường Võ Cường")
    pages = [CertificateFacts(certificate(), "https://t.me/some_bot?start=cert_AbCdEfGhIjKlMnOp")] * PEOPLE
    papers: dict[str, Callable[[], bytes]] = {
        "roster .xlsx, 100 people": lambda: roster_xlsx(usual, NOW),
        "roster .docx, 100 people": lambda: roster_docx(usual, NOW),
        "roster .docx, 100 people, all columns": lambda: roster_docx(full, NOW),
        "summons with 100 people": lambda: summons(usual, NOW),
        "a commune's letter, 3 people": lambda: sending_letter(three, NOW),
        "one certificate": lambda: certificate_pdf(pages[:1]),
        "100 certificates in one file": lambda: certificate_pdf(pages),
    }
    for name, make in papers.items():
        took, size = best(make)
        print(f"{name:40} {took:7.0f} ms {size / 1024:7.0f} KB")


if __name__ == "__main__":
    main()
