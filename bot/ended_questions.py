"""Refusals after which a typed answer can never be taken any more, so that the question is dropped with it."""

from models.data_case_refusals import CaseSettled, OwnCase
from models.linking_refusals import InviteInvalid, LinkedAsAnother, LinkRequestSettled
from models.opening_refusals import NotADraft
from models.refusals import (
    AlreadyDecided,
    CourseBegun,
    NoLongerThere,
    NoRight,
    NotYours,
    ObjectionSettled,
    OwnRequest,
    RegistrationOver,
)
from models.result_refusals import ResultClosed
from models.survey_refusals import SurveyOver

ENDS_QUESTION = (
    AlreadyDecided,
    CaseSettled,
    CourseBegun,
    InviteInvalid,
    LinkedAsAnother,
    LinkRequestSettled,
    NoLongerThere,
    NoRight,
    NotADraft,
    NotYours,
    ObjectionSettled,
    OwnCase,
    OwnRequest,
    RegistrationOver,
    ResultClosed,
    SurveyOver,
)
