"""What is read about certificates: giving, withdrawing and replacing them, the holder's news, and the public check."""

from collections.abc import Sequence
from datetime import datetime

from bot import buttons
from bot.message import File, Message, Press
from bot.texts.running import to_course
from bot.texts.words import cut, html, lines, number, short_day
from models.certificate import Certificate, CertificateKind
from models.certificate_desk import CertificateCard, CompletedLine
from models.course import Course
from models.folding import fold

PAGE = 10
KINDS = {
    CertificateKind.certificate: "Chứng chỉ",
    CertificateKind.statement: "Giấy chứng nhận hoàn thành khóa bồi dưỡng",
}


def listing(course: Course, people: Sequence[CompletedLine], page: int, added: int | None = None) -> Message:
    """Who completed the course, with the number of the certificate or a button that gives one."""
    without = [one for one in people if one.certificate_id is None]
    pages = max(1, -(-len(people) // PAGE))
    page = page if page < pages else 0
    shown = people[page * PAGE : (page + 1) * PAGE]
    turning = []
    if page > 0:
        turning.append(buttons.CERTIFICATES.on(course.id, page - 1, label=buttons.PREVIOUS_PAGE.label))
    if page + 1 < pages:
        turning.append(buttons.CERTIFICATES.on(course.id, page + 1, label=buttons.NEXT_PAGE.label))
    rows: list[list[Press]] = []
    if without:
        label = f"Cấp cho {number(len(without))} người chưa có"
        rows.append([buttons.ISSUE_ALL.on(course.id, len(without), label=label)])
    rows += [[_open(one, page)] for one in shown]
    if any(one.certificate_id is not None and not one.is_withdrawn for one in people):
        rows.append([buttons.CERTIFICATES_PDF.on(course.id)])
    return Message(
        lines(
            html("<b>Chứng chỉ của lớp {}</b>").format(course.code),
            html("Vừa cấp: {}.").format(number(added)) if added else None,
            html("Hoàn thành: {} người; đã cấp: {}; chưa cấp: {}.").format(
                number(len(people)), number(len(people) - len(without)), number(len(without))
            ),
            "",
            *(
                html("{}. {}, {} – {}").format(place, one.full_name, one.unit, _stands(one))
                for place, one in enumerate(shown, page * PAGE + 1)
            ),
            html("\nTrang {}/{}").format(page + 1, pages) if pages > 1 else None,
        ),
        buttons=[*rows, *([turning] if turning else []), [to_course(course.id)]],
    )


def _stands(one: CompletedLine) -> str:
    if one.certificate_id is None:
        return "chưa cấp"
    return f"{one.number} (đã thu hồi)" if one.is_withdrawn else one.number


def _open(one: CompletedLine, page: int) -> Press:
    if one.certificate_id is None:
        return buttons.ISSUE.on(one.registration_id, page, label=cut(f"Cấp cho {one.full_name}", 50))
    return buttons.CERTIFICATE.on(one.certificate_id, label=cut(f"{one.number} – {one.full_name}", 50))


def ask_issue(one: CompletedLine, page: int) -> Message:
    """Which number it will be is not said: somebody else may take it first."""
    return Message(
        lines(
            html("<b>Cấp chứng chỉ cho đ/c {}{}?</b>").format(one.full_name, f", {one.unit}" if one.unit else ""),
            "Chứng chỉ có số riêng và được báo ngay cho người được cấp; cấp nhầm thì phải thu hồi.",
        ),
        buttons=[
            [
                buttons.CONFIRM_ISSUE.on(one.registration_id),
                buttons.CERTIFICATES.on(one.course_id, page, label=buttons.BACK.label),
            ]
        ],
    )


def ask_issue_all(course: Course, count: int) -> Message:
    """Before numbers are used up: they are never given twice."""
    return Message(
        lines(
            html("<b>Cấp {} chứng chỉ của lớp {}?</b>").format(number(count), course.code),
            "Mỗi người được cấp một lần, có số riêng và được báo ngay.",
        ),
        buttons=[
            [
                buttons.CONFIRM_ISSUE_ALL.on(course.id),
                buttons.CERTIFICATES.on(course.id, label=buttons.BACK.label),
            ]
        ],
    )


def card(seen: CertificateCard, now: datetime) -> Message:
    """One certificate, with what may become of it."""
    one = seen.certificate
    is_first = one.kind is CertificateKind.certificate
    rows: list[list[Press]] = []
    if one.is_valid:
        rows.append([buttons.CERTIFICATE_PDF.on(one.id)])
        if is_first and seen.statement is None:
            rows.append([buttons.CERTIFICATE_LOST.on(one.id)])
        rows.append([buttons.WITHDRAW_CERTIFICATE.on(one.id)])
    else:
        rows.append([buttons.REISSUE.on(one.id)])
    if is_first and seen.statement is not None:
        rows.append([buttons.CERTIFICATE.on(seen.statement.id, label=f"Giấy chứng nhận {seen.statement.number}")])
    rows.append([buttons.CERTIFICATES.on(seen.course_id, label=buttons.BACK.label)])
    return Message(
        lines(
            html("<b>{} số {}</b>").format(KINDS[one.kind], one.number),
            html("Cấp cho: đ/c {}{}").format(one.holder, f", {one.unit}" if one.unit else ""),
            html("Chương trình: {}").format(one.programme),
            html("Ngày cấp: {}").format(short_day(one.issued_on)),
            html("⛔ Đã thu hồi ngày {}: {}").format(
                short_day(one.withdrawn_at.astimezone(now.tzinfo).date()), one.withdrawal_reason
            )
            if one.withdrawn_at
            else None,
        ),
        buttons=rows,
    )


def ask_reason(one: Certificate) -> Message:
    """Why it is withdrawn: the holder reads it."""
    return Message(
        lines(
            html("<b>Thu hồi {} số {} của đ/c {}?</b>").format(KINDS[one.kind].lower(), one.number, one.holder),
            "Đề nghị gõ lý do; lý do được gửi cho người có tên. Ai kiểm tra sẽ thấy chứng chỉ đã thu hồi.",
        ),
        buttons=[[buttons.CANCEL.on(), buttons.CERTIFICATE.on(one.id, label=buttons.BACK.label)]],
    )


def ask_lost(one: Certificate) -> Message:
    """A lost certificate is not given again."""
    return Message(
        lines(
            html("<b>Chứng chỉ số {} của đ/c {} bị mất hoặc hư hỏng?</b>").format(one.number, one.holder),
            "Chứng chỉ không cấp lại; thay vào đó cấp giấy chứng nhận hoàn thành khóa bồi dưỡng, giá trị tương đương.",
        ),
        buttons=[[buttons.CONFIRM_LOST.on(one.id), buttons.CERTIFICATE.on(one.id, label=buttons.BACK.label)]],
    )


def ask_reissue(one: Certificate) -> Message:
    """Only for what the giver printed wrong."""
    return Message(
        lines(
            html("<b>Cấp lại thay cho số {} của đ/c {}?</b>").format(one.number, one.holder),
            "Chỉ cấp lại khi bản trước in sai do lỗi của cơ quan cấp. Bản mới có số mới và lấy thông tin hiện nay.",
        ),
        buttons=[[buttons.CONFIRM_REISSUE.on(one.id), buttons.CERTIFICATE.on(one.id, label=buttons.BACK.label)]],
    )


def pdf(certificates: Sequence[Certificate], content: bytes, code: str = "") -> Message:
    """The file; of a whole course in one."""
    first = certificates[0]
    if len(certificates) == 1 and not code:
        name = fold(f"{first.number} {first.holder}").replace(" ", "-")
        return Message(
            html("{} số {} của đ/c {}.").format(KINDS[first.kind], first.number, first.holder),
            file=File(f"{name}.pdf", content),
            fresh=True,
        )
    return Message(
        html("{} chứng chỉ của lớp {}, mỗi trang một người.").format(number(len(certificates)), code),
        file=File(f"chung-chi-{fold(code).replace(' ', '-')}.pdf", content),
        fresh=True,
    )


def issued(one: Certificate) -> Message:
    """To the holder."""
    return Message(
        lines(
            html("Đồng chí được cấp <b>{} số {}</b>.").format(KINDS[one.kind].lower(), one.number),
            html("Chương trình: {} ({} tiết).").format(one.programme, number(one.hours)),
            "Bản PDF có mã QR để kiểm tra; bản có chữ ký và dấu do Sở Nội vụ giao.",
        ),
        buttons=[[buttons.CERTIFICATE_PDF.on(one.id)]],
    )


def withdrawn(one: Certificate) -> Message:
    """To the holder."""
    return Message(
        lines(
            html("{} số <b>{}</b> của đồng chí đã bị thu hồi.").format(KINDS[one.kind], one.number),
            html("Lý do: {}").format(one.withdrawal_reason),
            "Nếu chưa rõ, đề nghị liên hệ điều phối viên của Sở Nội vụ.",
        )
    )


def checked(one: Certificate | None, said: str = "", *, is_own: bool = False) -> Message:
    """The public answer: valid, withdrawn, or not ours; of the person only the name."""
    if one is None:
        what = f"Số «{said}»" if said else "Mã này"
        return Message(
            lines(
                html("❌ <b>{} không thuộc chứng chỉ nào do Sở Nội vụ tỉnh Bắc Ninh cấp qua hệ thống này.</b>").format(
                    what
                ),
                "Đề nghị kiểm tra lại số, hoặc quét mã QR trên bản in.",
            ),
            fresh=True,
        )
    verdict = "✅ <b>Hợp lệ</b>" if one.is_valid else "⛔ <b>Đã bị thu hồi, không còn giá trị</b>"
    return Message(
        lines(
            html(verdict),
            html("{} số {}").format(KINDS[one.kind], one.number),
            html("Người được cấp: <b>{}</b>").format(one.holder),
            "Đề nghị đối chiếu họ tên này với bản in." if one.is_valid else None,
        ),
        buttons=[[buttons.CERTIFICATE_PDF.on(one.id)]] if is_own and one.is_valid else (),
        fresh=True,
    )
