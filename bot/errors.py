"""Errors the bot raises on purpose.

BotError
  ConfigError      a setting is missing or wrong; we stop at start-up
  ContentError     responses/ holds a fault; we stop at start-up
  StoreError       the database cannot be opened or read with this key
  NluUnavailable   the NLU gave no answer in time; the screen goes on alone
  NotYours         no such case, or not for this member of staff
  IllegalMove      a case cannot make that move from its status
"""


class BotError(Exception):
    """Base of them all; its text is for the log and never quotes the person."""


class ConfigError(BotError):
    """Every setting that is missing or wrong, each with what to do."""


class ContentError(BotError):
    """Every fault found in responses/, named at once."""


class StoreError(BotError):
    """The database cannot be opened, or its text not be read with this master key."""


class NluUnavailable(BotError):
    """The NLU gave no usable answer in time."""


class NotYours(BotError):
    """The case is missing or belongs to another queue; both look alike on purpose."""


class IllegalMove(BotError):
    """A case cannot make that move from where it stands."""
