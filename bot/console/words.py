"""The console's words for what the store keeps as codes; label words come from responses/."""

from __future__ import annotations

OUTCOMES = {  # what staff choose when they close a case
    "advised": "Advised: they can go on by themselves",
    "removed": "The picture is down",
    "reported": "Reported to the platform or the police",
    "referred": "Handed over to another service",
    "declined": "They wanted no more help",
    "no_answer": "They no longer answer",
    "false_alarm": "False alarm: no human was needed",
    "other": "Something else",
}
ENDS = {  # what only the person or the clock can do
    "withdrawn": "The person did not want anybody now",
    "erased": "Everything held of the person was erased",
}
STANDINGS = {  # {by} is who has it
    "waiting": "Waiting",
    "reopened": "Waiting again",
    "transferred": "Waiting, handed over",
    "claimed": "With {by}",
    "with_person": "With {by}",
    "waiting_for_person": "With {by}",
    "closed": "Closed",
}
LEVEL_REASONS = {  # why staff set another level
    "new_risk": "there is more risk than it seemed",
    "less_risk": "there is less risk than it seemed",
    "wrong_fact": "a fact was wrong",
    "repeat_contact": "they had to write again",
    "other": "another reason",
}
EVENTS = {  # {by} is a member of staff, {detail} already in words
    "open": "Case opened",
    "level": "{by} set the level to {detail}",
    "claim": "{by} took the case",
    "hand_back": "{by} gave the case back",
    "take_back": "{by} put the case back into the queue",
    "look_again": "Nothing for long: somebody should look",
    "transfer": "{by} handed the case to the queue {detail}",
    "still_here": "{by} is still at work on it",
    "part": "{by} parted it from case {detail}",
    "reopen": "The person came back, the case is open again",
    "half": "Half of its time is gone: staff were told",
    "missed": "Its time is over: everyone was told",
    "warn": "Its holder was reminded",
    "merge": "{by} joined it with case {detail}",
    "close": "{by} closed the case: {detail}",
    "withdraw": "The person does not want anybody now",
    "share": "The person shared what they wrote before",
    "unshare": "The person keeps what they wrote before to themselves",
    "write": "{by} wrote",
    "message": "The person wrote",
    "feedback": "The person’s feedback: {detail}",
    "look": "{by} opened this page",
    "read": "{by} opened the conversation",
    "brief": "{by} downloaded the brief",
    "unwrite": "{by} took words back before they went out",
    "note": "{by} wrote a note for the team",
    "erase_asked": "{by} had everything of the person erased",
    "erase": "Everything held of the person is erased",
    "mark": "{by} marked the {detail} as wrong",
    "ask_learning": "{by} asked whether Alder may learn from it",
    "learning": "The person said {detail} to learning from it",
    "checkin_offer": "{by} asked whether Alder may write first on {detail}",
    "checkin_yes": "The person agreed to a check-in on {detail}",
    "checkin_no": "The person wants no check-in on {detail}",
}
OFFERS = {  # how a check-in that staff offered stands
    "checkin_offer": "{when}: not answered yet",
    "checkin_yes": "{when}: they agreed",
    "checkin_no": "{when}: they said no",
}
FEEDBACK = {"good": "it helped", "ok": "it helped a little", "bad": "it did not really help"}
MARKS = {  # what staff may mark as read wrongly
    "level": "The level was wrong",
    "labels": "What it is about was wrong",
}
TAKEN_BACK = {  # why the queue, or a lead, took a case from whoever had it
    "silent": "no word for too long",
    "off_shift": "off shift",
    "gone": "the account is closed",
    "": "a lead did it",
}
HELPED = {
    "child": "their child", "pupil": "a pupil", "client": "a client", "friend": "a friend",
    "partner": "their partner", "someone": "someone",
}  # fmt: skip
ADVICE = {  # first part of a card's id: what the bot has told already; cards not listed give no advice
    "explain": "what this is",
    "threat": "how to answer a threat",
    "scam": "blackmail without a picture",
    "removal": "how to get it taken down",
    "evidence": "how to keep proof",
    "minor": "help for under-18s",
    "crisis": "crisis lines",
    "danger": "emergency number and safety",
    "legal": "the law there",
    "police": "how to report to police",
    "lawyer": "what a lawyer can do",
    "account": "safe phone and accounts",
    "cyberflash": "settings against unwanted pictures",
    "support": "lines that listen",
    "helper": "how to help somebody else",
    "perpetrator": "stop, delete, undo",
}
CARE = {  # what staff must know before they write, most pressing first
    "perpetrator": "The writer may be the one who shared or made the picture. Help them stop and undo it. "
    "Never help to find or reach anyone.",
    "phone_seen": "Someone else can see this phone. Write nothing that gives them away.",
    "unsafe": "It may not be safe to write to them now.",
    "minor": "Under 18. Never ask for the picture, nor to copy it or send it. Take your organisation’s "
    "child protection steps.",
    "image_minor": "The picture shows someone under 18. Never ask for it, nor to copy it or send it.",
}
ACTIONS = {  # what the audit log tells, besides what EVENTS tells of a case
    "sign_in": "signed in",
    "sign_in_recovery": "signed in with a recovery code",
    "wrong_code": "typed a wrong code",
    "password": "chose a new password",
    "phone": "added a phone",
    "account_add": "added the account",
    "account_change": "changed the account",
    "account_reset": "reset the account",
    "telegram_link": "linked a Telegram account",
    "telegram_unlink": "ended a Telegram link",
    "shift_add": "added a shift",
    "shift_remove": "removed a shift",
    "export": "downloaded",
    "mark_accept": "accepted a mark",
    "mark_drop": "erased a mark",
    "look": "opened",
    "read": "opened the conversation of",
    "claim": "took",
    "hand_back": "gave back",
    "take_back": "put back into the queue",
    "transfer": "handed on",
    "still_here": "stayed with",
    "write": "wrote in",
    "unwrite": "took words back in",
    "note": "wrote a note on",
    "brief": "downloaded the brief of",
    "level": "set the level of",
    "mark": "marked as read wrongly:",
    "ask_learning": "asked about learning in",
    "checkin_offer": "offered a check-in in",
    "merge": "joined",
    "part": "parted",
    "reopen": "opened again",
    "close": "closed",
    "erase_asked": "erased everything of the person of",
}
