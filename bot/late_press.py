"""Buttons that change something, each with the one that shows the present truth when the press comes too late."""

from bot import buttons

SHOWN_BY = {
    buttons.CONFIRM_REGISTER.action: buttons.CARD.action,
    buttons.JOIN_QUEUE.action: buttons.CARD.action,
    buttons.ACCEPT_OFFER.action: buttons.MINE.action,
    buttons.LET_OFFER_GO.action: buttons.MINE.action,
    buttons.WITHDRAW.action: buttons.MINE.action,
    buttons.WITHDRAW_FOR.action: buttons.MINE.action,
    buttons.CONFIRM_WITHDRAW.action: buttons.MINE.action,
    buttons.APPROVE.action: buttons.REQUEST.action,
    buttons.APPROVED_FOR.action: buttons.REQUEST.action,
    buttons.DECLINE.action: buttons.REQUEST.action,
    buttons.DECLINE_FOR.action: buttons.REQUEST.action,
    buttons.CONFIRM_LEFT.action: buttons.STAFF.action,
    buttons.MARK_BACK.action: buttons.STAFF.action,
    buttons.CONFIRM_UNLINK_STAFF.action: buttons.STAFF.action,
    buttons.CONFIRM_UNLINK.action: buttons.HOME.action,
    buttons.CONFIRM_NOT_ME.action: buttons.HOME.action,
    buttons.CONFIRM_CLOSE_RESULTS.action: buttons.RESULTS.action,
    buttons.TAKE_WORD_BACK.action: buttons.RESULT.action,
    buttons.SURVEY_ANSWER.action: buttons.SURVEY.action,
    buttons.CHANGE.action: buttons.RUN.action,
    buttons.SHIFT_COURSE.action: buttons.RUN.action,
    buttons.SHIFT_BY.action: buttons.RUN.action,
    buttons.CHANGE_VENUE.action: buttons.RUN.action,
    buttons.CANCEL_COURSE.action: buttons.RUN.action,
    buttons.CANCEL_COURSE_FOR.action: buttons.RUN.action,
    buttons.MERGE_INTO.action: buttons.RUN.action,
    buttons.CONFIRM_CHANGE.action: buttons.RUN.action,
    buttons.UNREAD_PHONED.action: buttons.UNREAD_CHANGES.action,
    buttons.CONFIRM_ERASE.action: buttons.MY_DATA.action,
    buttons.TAKE_CASE_BACK.action: buttons.MY_DATA.action,
    buttons.CASE_DONE.action: buttons.DATA_CASE.action,
    buttons.CONFIRM_CASE_ERASE.action: buttons.DATA_CASE.action,
}
# Obeyed however late: a tap in the roll says what is wanted, and taps of a bad connection are not to be lost.
OBEYED = frozenset({buttons.ROLL_MARK.action})
SHOWS = frozenset(SHOWN_BY.values()) | OBEYED
