"""The noes of surveys."""

from dataclasses import dataclass

from models.refusals import Refusal


@dataclass(eq=False)
class SurveyOver(Refusal):
    """Its days are over: answers can no longer be given or changed."""
