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
EVENTS = {  # {by} is a member of staff, {detail} already in words
    "open": "Case opened",
    "level": "Level is now {detail}",
    "claim": "{by} took the case",
    "hand_back": "{by} gave the case back",
    "close": "{by} closed the case: {detail}",
    "withdraw": "The person does not want anybody now",
    "share": "The person shared what they wrote before",
    "unshare": "The person keeps what they wrote before to themselves",
    "write": "{by} wrote",
    "message": "The person wrote",
    "feedback": "The person’s feedback: {detail}",
    "look": "{by} opened this page",
}
FEEDBACK = {"good": "it helped", "ok": "it helped a little", "bad": "it did not really help"}
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
