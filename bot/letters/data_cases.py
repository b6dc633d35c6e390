"""Letters about people's requests to correct or delete their data."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import data_cases, my_data
from models.data_case import CaseState
from models.data_case_list import CaseLine, case_line, decider_of
from models.news.data_cases import DataCaseDue, DataCaseOpened, DataCaseOverdue, DataCaseSettled, DataErased

letters = Letters()


@letters.of(DataCaseOpened)
async def opened(occasion: Occasion, news: DataCaseOpened) -> Message | None:
    line = await _if_open(occasion, news.case_id)
    return data_cases.opened(line, occasion.now) if line else None


@letters.of(DataCaseDue)
async def due(occasion: Occasion, news: DataCaseDue) -> Message | None:
    line = await _if_open(occasion, news.case_id)
    return data_cases.due(line, occasion.now) if line else None


@letters.of(DataCaseOverdue)
async def overdue(occasion: Occasion, news: DataCaseOverdue) -> Message | None:
    line = await _if_open(occasion, news.case_id)
    return data_cases.overdue(line, occasion.now) if line else None


@letters.of(DataCaseSettled)
async def settled(occasion: Occasion, news: DataCaseSettled) -> Message:
    case = (await case_line(occasion.session, news.case_id)).case
    return my_data.settled(case, await decider_of(occasion.session, case))


@letters.of(DataErased)
async def erased(_: Occasion, __: DataErased) -> Message:
    return my_data.erased()


async def _if_open(occasion: Occasion, case_id: int) -> CaseLine | None:
    """None once somebody has answered: the news is no longer true."""
    line = await case_line(occasion.session, case_id)
    return line if line.case.state is CaseState.open else None
