"""The words of a certificate and of the statement that stands in for a lost one."""

from datetime import date

from bot.texts.papers import PROVINCE, from_to, long_day
from bot.texts.words import number
from models.certificate import Certificate, CertificateKind

TITLES = {
    CertificateKind.certificate: ("CHỨNG CHỈ", "BỒI DƯỠNG CÁN BỘ, CÔNG CHỨC"),
    CertificateKind.statement: ("GIẤY CHỨNG NHẬN", "HOÀN THÀNH KHÓA BỒI DƯỠNG"),
}
GIVEN_BY = "SỞ NỘI VỤ TỈNH BẮC NINH"
CERTIFIES = "chứng nhận đồng chí"
HAS_COMPLETED = "đã hoàn thành chương trình bồi dưỡng"
SIGNED_BY = "GIÁM ĐỐC"
HOW_TO_CHECK = ("Quét mã để kiểm tra", "trên Trợ lý bồi dưỡng cán bộ")
# By Thông tư 03/2023/TT-BNV the statement has the value of the certificate.
IN_PLACE = "(Thay cho chứng chỉ bị mất hoặc hư hỏng, có giá trị như chứng chỉ)"


def born_and_unit(certificate: Certificate, birth_date: date | None) -> str:
    """The birth date only where its column is switched on."""
    born = f"Sinh ngày {birth_date:%d/%m/%Y}" if birth_date else ""
    unit = f"Đơn vị công tác: {certificate.unit}" if certificate.unit else ""
    return " – ".join(part for part in (born, unit) if part)


def course_and_days(certificate: Certificate) -> str:
    """Which run, when, how long, and where."""
    when = from_to(certificate.starts_on, certificate.ends_on)
    host = f", tại {certificate.institution}" if certificate.institution else ""
    return f"{when[0].upper()}{when[1:]}, {number(certificate.hours)} tiết{host}"


def run_of_course(certificate: Certificate) -> str:
    """The course's own title, where it says more than the programme's name."""
    return "" if certificate.course == certificate.programme else f"(lớp: {certificate.course})"


def place_and_date(certificate: Certificate) -> str:
    return f"{PROVINCE}, {long_day(certificate.issued_on)}"


def number_line(certificate: Certificate) -> str:
    return f"Số: {certificate.number}"


def file_name(certificate: Certificate) -> str:
    return f"{'chung-chi' if certificate.kind is CertificateKind.certificate else 'giay-chung-nhan'}"
