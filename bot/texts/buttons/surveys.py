"""Buttons of surveys: the taps of closing day, those of three months later, and their outcome."""

from bot.callback_data import Button

SURVEY = Button("survey", "Trả lời khảo sát")
SURVEY_ANSWER = Button("sv", "")
SURVEY_CHANGE = Button("svchange", "")
SURVEY_SENTENCE = Button("svwords", "Góp ý thêm")
SURVEY_OUTCOME = Button("svresult", "Khảo sát")
EFFECT = Button("effect", "")
EFFECT_USED = Button("efused", "")
EFFECT_HINDRANCE = Button("efwhy", "")
EFFECT_LIST = Button("eflist", "Xem danh sách")
EFFECT_SEEN = Button("efseen", "")
