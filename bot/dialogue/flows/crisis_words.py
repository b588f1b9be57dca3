"""What words say in a crisis: a yes, a no, a doubt; that something was done already; that it was meant otherwise."""

from __future__ import annotations

import re

from bot.dialogue.wording import HEDGES, UNSURE, YES

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")  # a word of any script
NO = frozenset({"no", "nope", "nah", "non", "nein", "nahi", "nahin", "não", "nao", "hindi", "hayır", "нет", "ні", "لا",
                "नहीं", "tidak"})  # fmt: skip
BESIDE_NO = frozenset({"not", "at", "all", "i", "i'm", "im", "am", "won't", "wont", "thanks", "thank", "you", "never"})
AGREES = re.compile(  # a yes, in the languages people fall back to
    rf"^(?:{YES}|yea|ya|ye|i (?:did|have|do|am)|i think so|a (?:bit|little)|s[ií]|oui|ja|haa?n|sim|oo|evet"
    r"|iya|да|так|نعم|हाँ|हां)(?:\W|$)"
)
NOT_SURE = re.compile(  # neither yes nor no
    rf"\b(?:{UNSURE}|perhaps|kind of|kinda|sort of)\b"
    r"(?! (?:who|which|what|how))"
)
ASIDE = re.compile(  # about how we talk, or about the matter: no answer to these questions
    r"^(?:(?:in|i speak|speak|please|pls|only) )*(?:english|spanish|espa\w+ol|french|fran\w+ais|german|deutsch|hindi"
    r"|urdu|arabic|portuguese|russian|turkish|indonesian|tagalog|italian|ukrainian|bengali|chinese|polish|dutch)"
    r"(?: please| pls)?[.! ]*$|\b(?:don'?t|do not) know (?:who|which)\b"
)
TIME = (
    r"(?:(?<!not )(?:tonight|tomorrow|today|soon)|not yet|(?:maybe|perhaps|probably|possibly) later"
    r"|later (?:on|today|tonight)|(?:this|in the) (?:evening|afternoon|night|weekend)|in an? (?:hour|bit|while))"
)
ROUND = (  # words round a time that say nothing else
    r"(?:not (?:tonight|tomorrow|today)|no|nope|nah|yes|yeah|yep|ok|well|but|and|or|idk|maybe|perhaps|probably|possibly"
    r"|not|just|right|now|night|morning|evening|i|think|might|would|will|do|it)"
)
PUT_OFF = re.compile(rf"(?:{ROUND}[ ,.…!-]+)*{TIME}(?:[ ,.…!-]+(?:{ROUND}|{TIME}))*[ .…!]*")  # "not now. tonight maybe"
PILLS = r"(?:pills|tablets|painkillers|paracetamol|tylenol|an? overdose)"
HARMED = r"(?:cut|stabbed|hanged|hung|burned|burnt|hurt) (?:my|her|him|them)sel(?:f|ves)"
DONE = re.compile(  # something was done already, by the writer or by whom they help
    r"(?:\b(?:i|she|he|they)(?:'?ve| have| has|'s)?|^(?:(?:yes|yeah|yep|omg|help),? )*)"
    rf"(?: ?(?:already|just|now|again|actually))* ?\b(?:overdosed|od'?d|{HARMED}|cut (?:my|her|his) (?:arm|wrist|leg)s?"
    rf"|(?:took|taken|swallowed|drank|drunk)(?: \w+){{0,4}} (?:{PILLS}|meds|medication|medicine|bleach|poison|them"
    r"|it all|everything))\b"
    r"|\b(?:i|she|he|they)(?:'?ve| have| has)? (?:already|just) (?:did it|done it|started)\b"
)
OTHERS = re.compile(r"(?:she|he|they)\b")  # it was somebody else who did it
UNASKED = re.compile(  # heard also where nobody spoke of it before
    rf"\bi(?:'ve| have)?(?: already| just)* (?:(?:took|taken|swallowed)(?: \w+){{0,4}} {PILLS}|overdosed)\b"
)
LONG_AGO = re.compile(  # or about pictures
    r"\b(?:years?|months?|weeks?|used to|when i was|sometimes|away|down|off|them myself)\b"
    r"|\b(?:took|taken) (?:\w+ ){0,3}(?:pictures?|photos?|videos?)\b"
)
AS_USUAL = re.compile(  # a medicine that is taken as it should be
    r"\b(?:for (?:my|the|a|an)|my (?:\w+ ){0,3}(?:pills|tablets)|prescri\w+|morning after|vitamin|daily|every day)\b"
)
AT_HAND = re.compile(  # the means are in reach
    r"\b(?:i|i'?ve|there)\b(?: \w+){0,2} ?\b(?:have|has|got|hold|holding|is|are|found|bought)\b"
    r"(?: \w+){0,4} (?:pills|tablets|painkillers|paracetamol|meds|medication|knife|knives|blades?|razors?|rope|gun"
    r"|bleach)\b"
)
MISREAD = re.compile(  # it was meant otherwise
    r"\b(?:not|never|isn'?t|wasn'?t|ain'?t) (?:\w+ ){0,2}(?:suicidal|like that|what i meant)\b"
    r"|\b(?:not|never) (?:going to|gonna) (?:hurt|kill|harm) myself\b|\b(?:don'?t|do not) want to (?:die|hurt myself)\b"
    r"|\bmis(?:read|understood|understand)\w*|\b(?:didn'?t|don'?t|did not|do not) mean (?:it|that|like)\b"
    r"|\b(?:i'?m|i am) (?:fine|ok|okay|alright|all right)\b|\b(?:only|just) (?:asking|asked|wanted to (?:ask|know)) "
    r"|\b(?:just )?how i (?:talk|speak|type|write)\b|\b(?:figure of speech|joking|kidding|exaggerat\w+)\b"
    r"|\bnot in (?:any )?danger\b"
)
# Words beside which that is not believed.
NOT_PLAIN = re.compile(rf"\b(?:{HEDGES}|tomorrow|anymore|any more|tonight|then)\b")
