"""Every button that the bot shows, by its action and its label: one file a subject, one name a button."""

from bot.texts.buttons.announcing import *
from bot.texts.buttons.calendar import *
from bot.texts.buttons.changing import *
from bot.texts.buttons.deciding import *
from bot.texts.buttons.everywhere import *
from bot.texts.buttons.my_data import *
from bot.texts.buttons.opening import *
from bot.texts.buttons.people import *
from bot.texts.buttons.registering import *
from bot.texts.buttons.results import *
from bot.texts.buttons.rolling import *
from bot.texts.buttons.running import *
from bot.texts.buttons.surveys import *
from bot.texts.buttons.teaching import *
