"""What typed words look like: a link, an e-mail, a number, a name, a question, a story, or the words of a button."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from bot.dialogue import wording

# A web address with a path.
LINK = re.compile(r"(?:https?://|www\.)\S+|(?<![\w@.])[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)
MAIL = re.compile(r"(?<![\w.@])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")  # an e-mail address
HANDLE = re.compile(r"(?<![\w.@/])@\w[\w.]+")  # an @name
NUMBER = re.compile(r"(?<![\w/@.:-])\+?\d[\d ()/-]{4,}\d(?![\w:])")  # digits enough for a phone number
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")  # a date in digits
SITE = re.compile(r"(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![\w@])", re.IGNORECASE)  # a site by its domain
LEAST_DIGITS = 7  # of a phone number
PAST = re.compile(  # a time that has passed
    r"\b(?:yesterday|last night|this morning|just now|right now|ago|noon|midnight|last (?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day|today at|half past \d|\d ?o'?clock"
    r"|\d in the (?:morning|afternoon|evening)|\d at night|\d{1,2}[:.]\d{2}|\d{1,2} ?[ap]\.?m"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2})\b"
)
# A time that is still to come, or that somebody set.
TO_COME = re.compile(r"\b(?:will|won'?t|gonna|going to|by|until|till|before|unless|or else|tonight|tomorrow)\b|'ll\b")
# An hour or a number and nothing else.
BARE = re.compile(r"(?:(?:at|around|about|maybe|say) )*\d{1,4}(?: ?(?:[ap]\.?m|o'?clock|h|:\d{2}(?: ?[ap]\.?m)?))?")
TIME_WORDS = 8  # up to so many words a text with a time in it is nothing but a time
ASKS = re.compile(  # begins like a question
    r"(?:and |but |so |wait |sorry |ok |um |hm )*(?:(?:what|what's|whats|how|why|who|who's|whose|where|which|whats)\b"
    r"|(?:can|could|do|does|did|is|are|should|would|will|may|must|have|has) "
    r"(?:i|you|we|they|he|she|it|this|that|there|the|my|someone|somebody|anyone|anybody|people)\b"
    r"|i have a question|i don'?t understand|i don'?t get (?:it|this|that)|huh\b)"
)
ABOUT_FORM = re.compile(  # asks what the open question means or is for
    r"\bwhat(?: is|'s|s| are| does| do you mean| for| should i (?:write|put|type|say|answer)| do i (?:write|put"
    r"|type|say))\b"
    r"|\bwhy (?:do|would|should|are|is|does)\b.*\b(?:you|i|it|that|this|my|they|need|ask|asking|want)\b|^why$"
    r"|\bwhich (?:one|link|name|e-?mail|number|site|app|picture|photo|time|zone)\b|\bwhere (?:do|can) i (?:find"
    r"|get|see)\b"
    r"|\bhow (?:do|can) i (?:find|get|copy|see|write|answer)\b|\bdo i (?:have to|need to|need|really)\b"
    r"|\bis (?:it|this|that) (?:needed|required|necessary)\b|\bi don'?t (?:understand|get (?:it|this|that))\b|^huh$"
)
TOLD = re.compile(  # somebody did or said something: it is a story, not the name of an app
    r"\b(?:he|she|they|someone|somebody|it|who|guy|man|woman|girl|boy|ex|him|her|them|i|you)\b.*"
    r"\b(?:said|says|saying|told|tells|wrote|writes|will|would|gonna|going|threat\w*|want\w*|ask\w*|send\w*"
    r"|sent|post\w*|shar\w*|message\w*|texted|called|calls|demand\w*|keeps?|kept|put|show\w*|got|has|have|had|is|was|did"
    r"|made|knows?)\b"
    r"|'ll\b|[\"\u201c\u201d]|\bif you\b|\bor else\b|\bsend me\b|\bpay\b"
)
# "he called himself @x" tells an account and no more.
NAMES_ACCOUNT = re.compile(
    r"(?:he|she|they|it|someone|somebody|the (?:guy|person|account|user|profile)|his|her|their|the)\b(?: \w+)??"
    r"(?: (?:calls?|called) (?:him|her|them|it)sel(?:f|ves)| (?:goes|went) by| (?:account|name|handle|username"
    r"|profile|number)?(?: ?(?:is|was|are|'s))?(?: (?:called|named))?| uses?| used)"
    r"(?: (?:the |a )?(?:account|name|handle|username|number))? (?:@\w[\w.]+|\+?\d[\d ()/-]{5,}\d)"
)
DICTATED = re.compile(  # said to be kept as it is: "write down: …"
    r"\W*(?:(?:please|pls|ok|okay|can you|could you) )*(?:write(?: (?:this|it|that))? down|note(?: (?:this|it|that))?"
    r"(?: down)?|(?:add )?(?:a |new |another )*(?:note|entry)|(?:add|put|write)(?: (?:this|it|that))? "
    r"(?:to|in|into) (?:my|the) (?:notes|log)|(?:for|to) (?:my|the) (?:notes|log)|log(?: this)?)"
    r"(?: (?:this|it|that|please))*\s*[:\u2013\u2014]\s*(?P<words>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
REPORTED = re.compile(  # says itself that the words are another's: "they wrote", "he said:"
    r"(?:and |then |now |today |yesterday )*(?:he|she|they|someone|somebody|the (?:guy|person)|(?:my |the )?ex)"
    r"(?: (?:just|then|also|has|have|only))* (?:wrote|writes?|said|says?|texted|messaged|posted|sent|told me|answered"
    r"|replied|commented)\b"
)
STORY = 4  # words
# Before a name: "my name is".
NAMING = re.compile(r"^(?:my (?:full )?name(?: is|'s)|name is|i am|i'm|im|it'?s|this is|call me)\s+", re.IGNORECASE)
INITIAL = re.compile(r"(?:^| )\w\.$")  # at the end of a name
MOST_NAMES = 6  # words of a name
NO_NAME = frozenset({
    "yes", "yeah", "yep", "no", "nope", "ok", "okay", "sure", "please", "thanks", "thank", "hello", "hi", "hey", "help",
    "stop", "wait", "this", "that", "something", "else", "nothing", "anything", "you", "me", "he", "she", "they", "it",
    "him", "her", "them", "the", "what", "on", "in", "not", "dont", "don't", "is", "was", "are", "do", "to", "and",
    "if",
    "why", "how", "i", "my", "delete", "erase", "forget", "everything", "now", "want", "need", "can", "with", "go",
    "hurry", "done", "human", "person", "lawyer", "police", "sorry", "maybe", "cool", "away",
})  # fmt: skip
OTHER = frozenset({"something else", "somewhere else", "other", "another", "another one", "another site", "another app",
                   "none of these", "none of them", "a different one", "different", "app", "site", "website", "a site",
                   "a website", "an app", "the app", "the site", "online", "on the internet", "internet"})  # fmt: skip
SMALL = frozenset({"a", "an", "the", "it", "its", "it's", "was", "is", "just", "please", "this", "that", "me", "i",
                   "um", "ok", "think", "like", "for"})  # fmt: skip
SAME = {"he": "they", "she": "they", "someone": "they", "somebody": "they", "wanted": "asked", "wants": "asked",
        "want": "asked", "demanded": "asked", "demands": "asked", "asks": "asked", "asking": "asked", "cash": "money",
        "yeah": "yes", "yep": "yes", "3": "three"}  # fmt: skip
CLOSE = 0.86  # how much alike two lines are of which one is a slip of the other
LEAST_LETTERS = 6  # in shorter words every slip makes another word


def plain(text: str) -> str:
    """Return a text in one plain row, without a mark at its end."""
    return wording.plain(text).strip(" .!,")


def says_something(text: str) -> bool:
    """Tell whether there is a letter or a digit in it."""
    return any(letter.isalnum() for letter in text)


def asks(text: str) -> bool:
    """Tell whether a text asks us something."""
    return text.rstrip(" .!)").endswith("?") or ASKS.match(plain(text)) is not None


def asks_about_form(text: str) -> bool:
    """Tell whether a text asks what the open question means or what it is for."""
    return asks(text) and ABOUT_FORM.search(plain(text).rstrip(" ?")) is not None


def is_story(text: str) -> bool:
    """Tell whether a text tells what somebody did or said, and more than the name of an account."""
    words = plain(text)
    return len(words.split()) >= STORY and TOLD.search(words) is not None and not names_account(text)


def names_account(text: str) -> bool:
    """Tell whether a text tells which account somebody uses, and nothing more."""
    return NAMES_ACCOUNT.fullmatch(plain(text)) is not None


def dictated(text: str) -> str:
    """Return what is to be written down word for word: what follows "write down:"; nothing when nothing does."""
    found = DICTATED.fullmatch(text.strip())
    return found["words"].strip() if found else ""


def is_reported(text: str) -> bool:
    """Tell whether a text says itself that another person said this."""
    return REPORTED.match(plain(text)) is not None


def is_only(pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether a text is nothing but what the pattern finds in it."""
    return pattern.search(text) is not None and not says_something(pattern.sub(" ", text))


def mail(text: str) -> str | None:
    """Return the e-mail address in a text."""
    found = MAIL.search(text)
    return found[0] if found else None


def number(text: str) -> str | None:
    """Return the phone number in a text; a date is none."""
    found = NUMBER.search(DATE.sub(" ", MAIL.sub(" ", LINK.sub(" ", text))))
    return found[0].strip() if found and sum(map(str.isdigit, found[0])) >= LEAST_DIGITS else None


def account(text: str) -> str | None:
    """Return the @name or the phone number in a text."""
    found = HANDLE.search(MAIL.sub(" ", LINK.sub(" ", text)))
    return found[0] if found else number(text)


def without_addresses(text: str) -> str:
    """Return a text without links, e-mail addresses and phone numbers."""
    left = MAIL.sub(" ", LINK.sub(" ", text))
    phone = number(left)
    left = left.replace(phone, " ") if phone else left
    return " ".join(left.split()).strip(" ,;:.-")


def is_past(text: str) -> bool:
    """Tell whether a text surely names a time that has passed, not one that somebody set."""
    words = plain(text)
    return PAST.search(words) is not None and TO_COME.search(words) is None


def is_time(text: str) -> bool:
    """Tell whether a text is nothing but a time that has passed."""
    return is_past(text) and len(text.split()) <= TIME_WORDS and not is_story(text)


def is_number(text: str) -> bool:
    """Tell whether a text is nothing but a number of a few digits, or an hour: where a form is open it is no age."""
    return BARE.fullmatch(plain(text)) is not None


def name(text: str) -> str | None:
    """Return a name as one would sign with it; None for what cannot be one."""
    said = NAMING.sub("", " ".join(text.split())).strip(" ,!")
    said = said if INITIAL.search(said) else said.rstrip(" .")
    words = said.split()
    if not 1 <= len(words) <= MOST_NAMES or not any(map(str.isalpha, said)) or plain(said) in OTHER:
        return None
    others = sum(word in NO_NAME for word in plain(said).split())
    signs = any(map(str.isdigit, said)) or set("@/?\\<>").intersection(said)
    return None if signs or others > 1 or 2 * others > len(words) else said


def is_surely_name(text: str) -> bool:
    """Tell whether a text is a name even when nobody has just asked for one."""
    said = name(text)
    capital = said is not None and all(word[:1].isupper() for word in said.split())
    return capital and (len((said or "").split()) > 1 or NAMING.match(text) is not None)


def nearly(text: str, button: str) -> bool:
    """Tell whether a text is the words of a button, or a slip or a small change of them."""
    said, meant = _bare(text), _bare(button)
    if asks(text) and plain(text) != plain(button):
        return False  # "what is an app?" is not "WhatsApp"
    if not said or not meant or re.findall(r"\d+", said) != re.findall(r"\d+", meant):
        return plain(text) == plain(button)
    slip = len(said.split()) == len(meant.split()) and len(meant) >= LEAST_LETTERS
    return said == meant or (slip and SequenceMatcher(None, said, meant).ratio() >= CLOSE)


def _bare(text: str) -> str:
    words = re.sub(r"[^\w' ]", " ", plain(text)).split()
    return " ".join(filter(None, (SAME.get(word, word) for word in words if word not in SMALL)))
