"""The labels of all buttons, one file a subject; `bot/buttons.py` is where they are taken from."""
