"""Letters to the holder of a certificate."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import certificates as texts
from models.certificate import Certificate
from models.news.certificates import CertificateIssued, CertificateWithdrawn

letters = Letters()


@letters.of(CertificateIssued)
async def issued(occasion: Occasion, news: CertificateIssued) -> Message | None:
    """None when it was withdrawn before it could be told."""
    certificate = await occasion.session.get_one(Certificate, news.certificate_id)
    return texts.issued(certificate) if certificate.is_valid else None


@letters.of(CertificateWithdrawn)
async def withdrawn(occasion: Occasion, news: CertificateWithdrawn) -> Message:
    return texts.withdrawn(await occasion.session.get_one(Certificate, news.certificate_id))
