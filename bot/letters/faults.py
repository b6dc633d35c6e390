"""Letters to the admins about the bot itself."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import command_line, faults
from models.checks import findings
from models.news.faults import FaultHappened, PromisesBroken

letters = Letters()


@letters.of(FaultHappened)
async def happened(occasion: Occasion, news: FaultHappened) -> Message:
    return faults.happened(news.where, news.fault)


@letters.of(PromisesBroken)
async def promises_broken(occasion: Occasion, news: PromisesBroken) -> Message | None:
    """What is still so; None when it has been put right since."""
    found = await findings(occasion.session, occasion.now)
    return faults.promises_broken([command_line.broken(one) for one in found]) if found else None
