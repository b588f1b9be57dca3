"""Words typed where a button would do: at a question of a form, under a preview, under what can be written."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.flows import fields, notice_answers, notice_in_hand, notice_words
from bot.dialogue.flows.questions import Plan
from bot.dialogue.wording import COUNTED, NO, YES

THIS = r"(?: (?:it|this|that|one|question|for now|please|the|next|step))*"
SKIP = re.compile(  # leave this question
    rf"(?:please |just |can i |i'?ll |i want to )*(?:skip|pass){THIS}|none|(?:i )?don'?t know|idk"
    rf"|next(?: one)?"
)
NOTHING = re.compile(  # there is no such thing, or it is not to be told
    rf"{NO}|nothing|n/?a|dunno|no idea|(?:i'?m )?not sure|i forgot|never"
    r"|(?:i )?(?:don'?t|do not) (?:have|want to say|want to|remember|wanna say|wanna)(?: (?:one|it|that|any|an?"
    r"|the|this|say|link|links|phone|number|name|address|e-?mail|account|site|url))*"
    r"|(?:there (?:is|are|was) |i have )?no(?: (?:link|links|phone|number|name|address|e-?mail|account|site|url))+"
    r"|(?:i'?d |i would )?(?:rather not|prefer not)(?: to)?(?: say)?"
)
GO_ON = re.compile(  # with the form that waits
    rf"(?:(?:{YES}|ok|okay|please|let'?s|we can|i want to|can we)[ ,]+)*(?:go on|carry on|continue|keep going|resume"
    r"|back to (?:it|that|the (?:form|question|notice)))"
    r"(?: (?:with (?:it|that|the (?:form|question|notice))|please|now))*"
)
BACK = re.compile(  # the question before
    rf"(?:please |can (?:i|we) |i want to )*(?:go )?back(?: a step| one)?{THIS}|(?:the )?(?:last"
    rf"|previous) (?:one|question)"
)
YES_OR_NO = frozenset({"took"})  # a no to these is an answer
AGREED = rf"(?:(?:{YES}|ok|okay|sure|great|good)[ ,.!]+)*"  # before what is wished
GIVE = re.compile(  # hand over the paper
    rf"{AGREED}(?:please )?(?:send|give|show|get|make|can i (?:have|get)|i want|i'?ll take)"
    r"(?: (?:it|me|the|my|to|that|this|pdf|paper|text|file|notice|letter|now|please|over|copy|a|here))+"
    r"|(?:the |a |as )*(?:pdf|file|paper)(?: please)?"
)
RIGHT = re.compile(  # the text is right
    rf"{AGREED}(?:(?:it'?s|it is|that'?s|that is|this is|looks|all|everything(?: is|'s)?|they are|it all looks) ?)*"
    r"(?:right|true|correct|good|fine|perfect|okay|ok)(?: to me| now| like (?:this|that)| thanks?| thank you"
    rf"|,? give it to me)*|{GIVE.pattern}"
)
GOOD = re.compile(  # says of the text itself that it is right
    rf"{AGREED}(?:it|this|that|all|everything) ?(?:all )?(?:looks?|is|'s) (?:right|good|fine|great|perfect|correct)"
    r"(?: to me| now)?|(?:looks|all) (?:good|right|fine|great|perfect)(?: to me| now)?"
    rf"|{AGREED}(?:please )?(?:come|write|ask|check) (?:\w+ )?(?:back|again|later)(?: later)?"
)
MISSING = re.compile(r"(?:and |so |ok |okay )*(?:what(?: is|'s|s)?(?: still)? (?:missing|blank|left|empty)(?: in it)?"
                     r"|what (?:does it|do you) (?:still )?need|show (?:it|me)(?: again)?|show me (?:it|the text) again"
                     r"|what does it (?:say|have)(?: so far| now)?)")  # fmt: skip
KEEP = re.compile(r".*\bkeep(?: (?:my|the|what|it|them|everything|all)\b.*)?")  # hold the answers
# Forget the answers.
DROP = re.compile(r"(?:please )?(?:forget|delete|drop|cancel|discard|throw away)(?: (?:it|all|everything|that"
                  r"|this|the|notice|my|answers|away))*")  # fmt: skip
FOR_OTHER = re.compile(  # it is for somebody else
    r".*\b(?:writ\w+|this is|it'?s|doing (?:it|this)) (?:this |it )?for (?:a |my "
    r"|some)(?!self)\w+.*"
)
SENT = (  # typed under the paper
    ("clock:forget", re.compile(r".*\b(?:forget|delete|don'?t keep)\b.*")),
    ("clock:no", re.compile(rf"(?:{NO})(?: thanks?| thank you)?|.*\b(?:do not|don'?t|never) (?:come|write"
                            r"|remind|ask)\b.*")),
    ("clock:yes", re.compile(rf"{AGREED}(?:i )?(?:(?:have|just|already|'ve) )*sent (?:it|that|them)(?: off| now"
                             rf"| already)?.*"
                             r"|.*\b(?:come|look|check|ask|write) (?:\w+ )?(?:back|again|later)\b.*"
                             r"|yes(?: please)?|remind me.*")),
)  # fmt: skip
# The place among what is offered: "the second one".
PLACE = re.compile(rf"(?:ok |okay |yes |i want |i'?ll take |take |number |no\.? |option |the )*"
                   rf"(?P<place>{'|'.join(COUNTED)}|last)(?: one| option| please)*")  # fmt: skip
MOST_PICK = 9  # words in which one of those offered is picked
WANT = (r"(?:(?:please|can you|could you|can we|i want to|i want|i'?d like to|i'?d like|i need to|i need|let'?s"
        r"|help me|to|set up|set|make|start|do) )*")  # fmt: skip
# A notice by its name; those names that mean nothing else need no word after them.
NAMED = re.compile(rf"{WANT}(?:(?:write|make|draft|start|begin|send|file|use|do|about|what about|is there) )?"
                   r"(?:(?:an?|the|my|some) )*(?P<called>\S.*?)(?P<kind> (?:notices?|letters?|requests?|complaints?))?"
                   r"(?: (?:please|now|with me|for me))*\??")  # fmt: skip
OWN = frozenset({"name", "contact", "phone", "address", "links"})  # "my name is …" changes it without more words
CHANGES = re.compile(r"\b(?:change|fix|correct|edit|update|redo|wrong|incorrect|should be|must be)\b")
ALONE = frozenset({"dmca", "dsa", "gdpr", "tida", "takeitdown", "digital services act"})
ANY = frozenset({"legal", "takedown", "take down", "take-down", "removal", "formal"})
STARTS = (  # typed anywhere
    ("notice", re.compile(rf"{WANT}(?:write|make|draft|start|begin|send)(?: (?:a|the|me|my|another|takedown"
                          r"|take down|removal))* (?:notice|letter)(?: with me| for me| please| now)*")),
    ("checkin:stop", re.compile(r"(?:please |can you |i want to )*(?:cancel|stop|end|remove|delete|turn off|no more)"
                                r"(?: (?:the|my|all|that|this|any))* (?:check[ -]?ins?"
                                r"|looking in)(?: on me)?(?: please)?")),
    ("checkin", re.compile(rf"{WANT}(?:(?:a|another) )?(?:check[ -]?in)(?: (?:on me|with me|later|tomorrow"
                           rf"|please))*")),
)  # fmt: skip


def key(draft: Draft, text: str, offered: tuple[str, ...], plan: Plan | None, *, open: bool) -> str | None:
    """Return the button that typed words stand for: of a form's `plan`, of what is `offered`, or one that begins."""
    words = fields.plain(text)
    exact = next((key for key in offered if fields.plain(draft.content.button(key)) == words), None)
    if exact is not None:
        return exact if plan or notice_in_hand.is_shown(draft) else None  # elsewhere others know better what it means
    found = _of_question(draft, words, plan, open=open) if plan else _of_preview(draft, words)
    picked = found or _picked(draft, words, offered) or _sent(words, offered) or _begun(words)
    names_place = draft.state.asking == "platform"  # "take it down" is the name of one, too
    return picked or (None if (plan and open) or names_place else _asked_for(draft, words))


def _of_question(draft: Draft, words: str, plan: Plan, *, open: bool) -> str | None:
    current = draft.form
    question = plan.questions[current.step]
    if not open and GO_ON.fullmatch(words):
        return "form:go"
    if open and (part := _changed(draft, question.free)):
        return f"preview:fix:{part}"
    if open:
        if BACK.fullmatch(words):
            return "back"
        quoted = question.said == "quoted"
        if SKIP.fullmatch(words) or (not quoted and current.step not in YES_OR_NO and NOTHING.fullmatch(words)):
            return "skip"
        if question.said == "quoted":
            return None
    near = next((key for key in question.buttons(draft) if fields.nearly(words, draft.content.button(key))), None)
    if near or "kind" not in plan.steps(draft) or current.answers.get("kind"):
        return near
    return next((key for key in plan.questions["kind"].buttons(draft)
                 if key != "kind:other" and fields.nearly(words, draft.content.button(key))), None)  # fmt: skip


def _of_preview(draft: Draft, words: str) -> str | None:
    if not notice_in_hand.is_shown(draft) or draft.state.asking not in (None, "notice.preview"):
        return None
    if part := notice_words.fixed(draft.words, notice_in_hand.asks_of(draft))[0]:
        return f"preview:fix:{part}"
    if BACK.fullmatch(words):
        return "back"
    if MISSING.fullmatch(words.rstrip(" ?")):
        return "preview:show"
    if GO_ON.fullmatch(words):
        return "preview:show"
    right = RIGHT if draft.state.asking else GIVE  # after an aside "good" may be about something else
    rows = (
        (KEEP, "preview:keep"),
        (DROP, "preview:drop"),
        (FOR_OTHER, "preview:who"),
        (right, "preview:send"),
        (GOOD, "preview:send"),
    )
    return next((key for pattern, key in rows if pattern.fullmatch(words)), None)


def _changed(draft: Draft, free: bool) -> str:
    """Return which other part of the notice is to be changed, at whichever question; nothing where none surely is."""
    part, value = notice_words.fixed(draft.words, notice_in_hand.asks_of(draft))
    if not part or (not value and fields.is_story(draft.words)):
        return ""
    if part not in OWN and not CHANGES.search(fields.plain(draft.words)):
        return ""  # "the site is fake" changes nothing
    words, draft.words = draft.words, value
    read = not value or notice_answers.QUESTIONS[part].read(draft)
    draft.words = words
    return part if read and not (free and part == draft.form.step) else ""


def _asked_for(draft: Draft, words: str) -> str | None:
    """Return the notice that was asked for by its name: the one, or all where something is to be asked first."""
    found = NAMED.fullmatch(words)
    if found is None:
        return None
    called, facts = found["called"], draft.state.facts
    ids = [id for id, notice in draft.content.notices.items() if called in notice.called]
    if not (called in ALONE if not found["kind"] else ids or called in ANY):
        return None
    asks_first = facts.place is None or (facts.image_band == "unknown" and "age" not in draft.state.asked)
    return "notice" if len(ids) != 1 or asks_first else f"notice:{ids[0]}"


def _picked(draft: Draft, words: str, offered: tuple[str, ...]) -> str | None:
    """Return the notice that was named, or the place it has among those that are offered."""
    keys = [key for key in offered if key.startswith("notice:")]
    if not keys or len(words.split()) > MOST_PICK:
        return None
    if place := PLACE.fullmatch(words):
        at = len(keys) - 1 if place["place"] == "last" else COUNTED[place["place"]] - 1
        return keys[at] if at < len(keys) else None
    named = [key for key in keys if any(f" {called} " in f" {words} " for called in _called(draft, key))]
    near = [key for key in keys if fields.nearly(words, draft.content.button(key))]
    return (named or near or [""])[0] if len(named) == 1 or len(near) == 1 else None


def _called(draft: Draft, key: str) -> tuple[str, ...]:
    called: tuple[str, ...] = draft.content.notices[key.partition(":")[2]].called
    return called


def _sent(words: str, offered: tuple[str, ...]) -> str | None:
    if not any(key.startswith("clock:") and key.count(":") == 1 for key in offered):
        return None
    return next((key for key, pattern in SENT if pattern.fullmatch(words)), None)


def _begun(words: str) -> str | None:
    return next((key for key, pattern in STARTS if pattern.fullmatch(words)), None)
