"""What a certificate's page is drawn from."""

from dataclasses import dataclass
from datetime import date

from models.certificate import Certificate


@dataclass(frozen=True)
class CertificateFacts:
    """One certificate; `link` is what its QR code says; the birth date is None unless its column is switched on."""

    certificate: Certificate
    link: str
    birth_date: date | None = None
