"""What can be told of a certificate: it is given, it is taken back."""

from dataclasses import dataclass

from models.news.base import News


@dataclass(frozen=True)
class CertificateIssued(News):
    """To the holder: the certificate, or the statement in place of a lost one, is there."""

    certificate_id: int


@dataclass(frozen=True)
class CertificateWithdrawn(News):
    """To the holder: it is no longer valid, and why."""

    certificate_id: int
