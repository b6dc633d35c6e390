"""Every button that the bot shows, by its action and its label: one file a subject, one name a button."""

from bot.buttons.announcing import *
from bot.buttons.calendar import *
from bot.buttons.changing import *
from bot.buttons.deciding import *
from bot.buttons.everywhere import *
from bot.buttons.my_data import *
from bot.buttons.opening import *
from bot.buttons.people import *
from bot.buttons.registering import *
from bot.buttons.results import *
from bot.buttons.rolling import *
from bot.buttons.running import *
from bot.buttons.surveys import *
from bot.buttons.teaching import *
