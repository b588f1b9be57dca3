"""What people write once a route was given: the place said no, it is silent, it shows in search results."""

from __future__ import annotations

import re

from bot.dialogue.wording import plain

WHO_ELSE = re.compile(  # asks who can force the site
    r"\b(?:who|anyone|anybody|someone|somebody) else (?:who )?(?:can|could|to) "
    r"(?:help|make|force|remove|delete|get|take)\b"
    r"|\bwho (?:can|could) (?:make|force) (?:them|it|the site)\b"
    r"|\b(?:can|could) (?:anyone|anybody|someone) (?:make|force) them\b"
)
NO = re.compile(  # the site said no
    r"\b(?:said|says?|told me|answered|wrote(?: back)?|got a|it'?s a|was a) no\b|\brefus(?:e[sd]?|al|ing)\b"
    r"|\breject(?:ed|s|ion)?\b|\bdenied\b|\bdeclined?\b|\bturned (?:it|me|us) down\b"
    r"|\b(?:left|leaving|keep(?:ing)?|kept) it up\b"
    r"|\b(?:won'?t|will not|wouldn'?t|didn'?t|did not|don'?t|not going to|decided not to|choose not to)"
    r" (?:(?:be|want to|even|just) )?(?:tak(?:e|ing)|remov(?:e|ing)|delet(?:e|ing))\b"
    r"|\bdid(?:n'?t| not) (?:work|help)\b"
    r"|\b(?:can'?t|cannot|unable to) (?:remove|delete|take (?:it|them|that|this|the \w+) (?:down|off))\b"
    r"|\bno (?:violation|breach)\b|\bnothing (?:wrong with|against)\b|\bfound nothing\b"
    r"|\b(?:does(?:n'?t|nt| not)|did(?:n'?t|nt| not)|is(?:n'?t|nt| not)|was(?:n'?t|nt| not)|'s not|not) (?:a )?"
    r"(?:(?:go(?:ing)? )?against|violat\w+|break(?:ing)?|breach\w*)\b(?! (?:the |any |a )?laws?\b)"
    r"|\b(?:within|follows|meets|(?:fine|ok(?:ay)?|allowed) (?:under|with|by)) (?:their|the|our) "
    r"(?:own )?(?:rules|guidelines|policy|policies|terms|standards)\b"
)
SILENT = re.compile(  # the site says nothing
    r"\bno (?:answer|reply|response)\b|\b(?:didn'?t|did not|don'?t|never|haven'?t|hasn'?t|not) (?:yet )?"
    r"(?:answer|repl|respond|heard)\w*|\bignor(?:ed?|ing|es)\b|\bstill (?:up|there|online)\b|\bnothing happened\b"
)
SOMEBODY = r"\b(?:he|she|ex|boyfriend|girlfriend|husband|wife|mum|mom|dad|school|police|boss|friend)(?:'ll)? (?:\w+ )?"
OTHERS = re.compile(  # who is no site: what they refuse, or what I leave without an answer, is another matter
    rf"{SOMEBODY}(?:{NO.pattern}|{SILENT.pattern})|\bi(?:'m)? (?:\w+ )?(?:{NO.pattern})"
    r"|\bi (?:just )?(?:didn'?t|did not|don'?t|never|haven'?t) (?:answer|repl|respond)\w*"
)
ANSWERS = (("further:office", WHO_ELSE), ("refused", NO), ("silent", SILENT))  # the key of each; the first found counts
SEARCHED = re.compile(  # it shows in search results
    r"\b(?:on|off|of|from|in|out of) (?:google|bing|duckduckgo|yandex)\b"
    r"(?! (?:drive|photos?|docs?|maps|play|meet|account|reviews?|chat|forms?))"
    r"|\b(?:google|bing) (?:images?|search|results?|still|to (?:stop|hide|drop|remove|forget|block)|at least)\b"
    r"|\bgoogl(?:e[sd]?|ing) (?:me|us|my|her|his|our)\b|\bsearch(?:es|ed|ing)? (?:for )?(?:me|(?:my|her|his) name)\b"
    r"|\bsearch (?:engines?|results?)\b"
)

PAPER = re.compile(  # it is on paper
    r"\b(?:posters?|flyers?|fliers?|leaflets?|print(?:ed|outs?|-outs?)|photocop\w+|letter ?box\w*|notice ?board"
    r"|pinned up|on (?:the )?(?:wall|walls|door|doors|lamp ?posts?|paper|windscreens?|cars)|by post|in the mail"
    r"|envelopes?)\b"
)

CALLED_BACK = re.compile(  # what was sent shall come back
    r"\b(?:un-?send|recall|delete for everyone|(?:get|take|call|pull) (?:it|them|that|this) back)\b"
)

LINK = re.compile(  # asks for the way out and for nothing else
    r"\b(?:just|only|give me|send me|need|want|can i (?:have|get)|where(?:'s| is)) (?:the|a|that|your) (?:\w+ )?"
    r"(?:link|form)\b"
)


def outcome(text: str) -> str | None:
    """Return what came of a route as the key of the button that says the same; None when nothing is told."""
    words = OTHERS.sub(" ", plain(text))
    return next((key for key, said in ANSWERS if said.search(words)), None)


def asks_link(text: str) -> bool:
    """Tell whether the link or the form is asked for."""
    return LINK.search(plain(text)) is not None


def is_on_paper(text: str) -> bool:
    """Tell whether it hangs or lies somewhere as paper."""
    return PAPER.search(text.casefold()) is not None


def is_called_back(text: str) -> bool:
    """Tell whether what was sent shall be called back."""
    return CALLED_BACK.search(text.casefold()) is not None


def is_about_search(text: str) -> bool:
    """Tell whether search results are meant."""
    return SEARCHED.search(text.casefold()) is not None
