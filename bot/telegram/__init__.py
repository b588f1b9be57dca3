"""Telegram: the only room that imports python-telegram-bot."""

import os

# python-telegram-bot warns at every 429 unless its coming way of giving durations is asked for.
os.environ.setdefault("PTB_TIMEDELTA", "1")
