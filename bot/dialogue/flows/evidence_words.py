"""Typed wishes about the notes: delete one, show one, correct one, begin one; all are told by how they are said."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.flows import fields
from bot.dialogue.matters import EMERGENCY
from bot.dialogue.wording import COUNTED

ASKS = {  # words that are a button of the log; "it" may mean other things, so these name it
    "log": {"my log", "the log", "keep notes", "take notes", "make notes", "start a log", "open the log", "open my log",
            "open my notes", "write something down"},
    "log:list": {"my notes", "notes", "show notes", "show my notes", "show me my notes", "show the notes",
                 "show me the notes", "see my notes", "read my notes", "list my notes", "what did i write down",
                 "where are my notes", "can i see my notes", "show my log", "show me my log", "show the log",
                 "see my log"},
    "log:send": {"send my notes", "send me my notes", "send me the notes", "send my log", "send me my log",
                 "send me the log", "send the log", "pdf of my notes", "pdf of my log", "can i have my notes"},
}  # fmt: skip
POLITE = frozenset({"please", "pls", "plz", "ok", "okay", "now"})
WITH_NOTES = {  # these mean the log only once there is one
    "log:list": {"list", "the list", "my list", "show the list", "show list", "show me the list", "show my list"},
    "log:send": {"pdf", "the pdf", "send pdf", "send the pdf", "send me the pdf", "send me a pdf", "send it as pdf",
                 "can i have the pdf", "can i get the pdf", "csv", "send me the csv"},
}  # fmt: skip
LATELY = 6  # cards said since which the notes are still what is spoken of
LEAD = (r"(?:(?:please|pls|ok|okay|and|now|can you|could you|can i|can we|i want(?: you)? to|i wanna|i'?d like to"
        r"|i would like to|i need to|let me|let'?s|how (?:do|can) i|help me(?: to)?) )*")  # fmt: skip
NOUN = r"(?:note|entry|number|record)"
FROM = r"(?: (?:from|in|of|on) (?:my|the) (?:notes|log|list))?"
TAIL = rf"{FROM}(?: (?:please|pls|now|again|for good|thanks|thank you))*"
COUNT = "|".join(sorted(COUNTED, key=len, reverse=True))
NAMED = (  # the note that is meant, by its number or its place
    rf"(?:(?:the |my )?{NOUN}(?: number)?(?: no\.?)? ?#?(?P<number>\d{{1,3}}|{COUNT})"
    rf"|(?:the |my )?(?P<place>last|latest|newest|first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)) {NOUN})"
)
WHICH = rf"(?:{NAMED}|(?P<shown>it|(?:this|that)(?: one| {NOUN})?))"  # or as the one that is shown
DELETE = r"(?:delete|remove|erase|get rid of|throw away|throw out|take out)"
VERBS = (  # what is wished for one note, and the button it is
    ("log:delete", re.compile(rf"{LEAD}{DELETE} {WHICH}{TAIL}")),
    ("log:entry", re.compile(rf"{LEAD}(?:show(?: me)?|open|see|read|view|look at|go to) {WHICH}{TAIL}")),
    ("log:fix", re.compile(rf"{LEAD}(?:fix|change|correct|edit|update|add to) {WHICH}(?:[ ,:].*)?")),
    ("log:fix", re.compile(rf"{NAMED},? (?:was|is|were|happened|should|must|has)\b.*")),
)
OF_ALL = (  # what is wished for all of them
    ("log:erase", re.compile(rf"{LEAD}{DELETE} (?:(?:all|everything|every|any)(?: of| in)? )?"
                             rf"(?:(?:my|the|these|those) )?(?:notes?|entries|log){TAIL}")),
    ("log:list", re.compile(rf"{LEAD}(?:go )?back to (?:my|the) (?:notes|log|list){TAIL}")),
)  # fmt: skip
BEGIN = re.compile(  # wants to write something down
    rf"{LEAD}(?:(?:keep|take|make|start|begin|open|write|add|create|have) (?:(?:a|an|another|one|new|some|more|the) )*"
    r"(?:notes?|entry|log)|new (?:note|entry)"
    r"|(?:add|put|write|note)(?: (?:something|sth|this|that|it|more))?(?: down)?"
    r" (?:in|into|to) (?:my|the) (?:log|notes)"
    rf"|(?:write|note)(?: (?:something|sth|this|that|it))? down(?: (?:something|this|that|it))?)"
    r"(?: (?:please|now|too|of (?:this|that|it|what happened)))*"
)


def key(draft: Draft, text: str, offered: tuple[str, ...]) -> str | None:
    """Return the button of the notes that typed words stand for; None where a rule of the screen hears an emergency."""
    if any(draft.has(label) and draft.heard(label) for label in EMERGENCY):
        return None
    if asked := _asked(draft, text):
        return asked
    words = fields.plain(text)
    if found := next((key for key, pattern in OF_ALL if pattern.fullmatch(words)), None):
        return found
    if BEGIN.fullmatch(words):
        return "log:add"
    known = draft.state.log or any(card.startswith("evidence.") for card in draft.state.said[-LATELY:])
    return _of_one(draft, words, offered) if known else None


def _asked(draft: Draft, text: str) -> str | None:
    words = " ".join(word for word in re.findall(r"\w+", text.casefold()) if word not in POLITE)
    tables = (ASKS, WITH_NOTES) if draft.state.log else (ASKS,)
    return next((key for table in tables for key, asks in table.items() if words in asks), None)


def _of_one(draft: Draft, words: str, offered: tuple[str, ...]) -> str | None:
    verbs = VERBS if draft.state.asking != "form" else VERBS[:-1]  # "number 2 is …" may be an answer
    for key, pattern in verbs:
        if found := pattern.fullmatch(words):
            number = _number(draft, found, offered)
            return f"{key}:{number}" if number else None
    return None


def _number(draft: Draft, found: re.Match[str], offered: tuple[str, ...]) -> str:
    """Return the number of the note that is meant, there or not; nothing when none is shown and "it" is said."""
    if found.groupdict().get("shown"):
        shown = {key.split(":")[2] for key in offered if re.fullmatch(r"log:(?:fix|delete):\d+", key)}
        return shown.pop() if len(shown) == 1 else ""
    if found["number"]:
        return str(COUNTED.get(found["number"], found["number"]))
    place = found["place"]
    if place.startswith(("last", "latest", "newest")):
        return str(draft.state.log[-1].number) if draft.state.log else "0"
    at = COUNTED.get(place) or int(re.sub(r"\D", "", place))
    return str(draft.state.log[at - 1].number) if 0 < at <= len(draft.state.log) else "0"
