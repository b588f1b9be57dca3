"""Notices: choose what fits, ask only what it needs, show it, send it, and come back when its time is up."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogue import clocks
from bot.dialogue.draft import Draft
from bot.dialogue.effects import ForgetWords, SendDocument
from bot.dialogue.flows import form, notice_choice, notice_in_hand, notice_words, sites, zones
from bot.dialogue.flows.notice_answers import QUESTIONS
from bot.dialogue.flows.notice_choice import fitting, offered, rules
from bot.dialogue.flows.notice_in_hand import asks_of, bare, for_other, is_shown, not_taken
from bot.dialogue.flows.questions import Plan
from bot.dialogue.state import Written
from bot.documents.papers import NoticePaper
from bot.documents.times import moment_words

CHOICES = ("yes", "forget", "no")  # once it is sent
MOST_WRITTEN = 20


def start(draft: Draft) -> None:
    """Offer what fits the place and the platform; ask the country and the age first, each once."""
    if form.busy(draft) or form.resume(draft, PLAN):
        return
    if draft.state.perpetrator:
        draft.say("nothing_here")
        return
    if is_shown(draft):
        preview(draft)
    elif not _asks_first(draft):
        ids = offered(draft)
        draft.say("notice.choose", rules=rules(draft, ids), buttons=(*map(_key, ids), "human"))


def chosen(draft: Draft, id: str) -> None:
    """Begin a notice: say what is forgotten and what to mind, then ask."""
    if id not in draft.content.notices or draft.state.perpetrator:
        draft.say("nothing_here")
    elif not form.busy(draft):
        if id in fitting(draft):
            _begin(draft, id)
        elif notice_choice.is_for(draft, id):
            draft.say("notice.with_a_person")
        else:
            draft.say("notice.not_here", buttons=(*map(_key, offered(draft)), "human"))


def previewed(draft: Draft, value: str) -> None:
    """Take what was tapped under the preview: send it, write for somebody else, or forget it."""
    current = draft.state.form
    if current is None or current.kind != "notice":
        draft.say("nothing_here")
    elif value == "drop":
        form.drop(draft)
        draft.say("notice.forgotten")
    elif value.startswith("fix:") and value[4:] in asks_of(draft) and "sent" not in current.answers:
        if not form.busy(draft):
            _fix(draft, value[4:])
    elif current.step:
        form.ask(draft, PLAN)
    elif value == "show":
        preview(draft)
    elif value == "who":
        form.keep(draft, {"for_other": "no" if for_other(draft) else "yes"})
        preview(draft)
    elif value in ("send", "keep"):
        _send(draft, keep=value == "keep")
    else:
        draft.say("nothing_here")


def clock(draft: Draft, value: str) -> None:
    """Take whether to come back when the time is up; what was typed is held until then only if they said so."""
    current = draft.state.form
    if current is None or current.kind != "notice" or "sent" not in current.answers:
        draft.say("nothing_here")
        return
    form.drop(draft)
    if value == "no":
        draft.say("notice.forgotten")
        return
    kept = current.answers if value == "yes" else bare(draft, current.answers)
    come_back(draft, current.subject, kept, for_other=current.answers.get("for_other") == "yes")


def come_back(draft: Draft, id: str, answers: Mapping[str, str], *, for_other: bool) -> None:
    """Start the clock of a notice that was just sent, and say when it rings."""
    due = draft.now + draft.content.notices[id].ask_after_hours * clocks.HOUR
    number = clocks.start(
        draft, "notice", due, notice=id, sent=draft.now, answers=dict(answers), for_other=for_other
    )  # fmt: skip
    draft.say("clock.started", when=moment_words(due, zones.own(draft)), buttons=(f"clock:stop:{number}", "menu"))


def preview(draft: Draft) -> None:
    """Show the whole text and what is still missing; nothing leaves before the person has seen it."""
    if not_taken(draft):
        others = tuple(_key(id) for id in fitting(draft) if id != draft.form.subject)
        form.drop(draft)
        draft.say("notice.not_taken", buttons=(*others, "human"))
        return
    blanks, paper = notice_in_hand.missing(draft), draft.content.paper
    missing = paper("missing", fields=", ".join(blanks)) if blanks else paper("nothing_missing")
    draft.say("notice.preview", private=True, text=notice_in_hand.text(draft), missing=missing)


def _asks_first(draft: Draft) -> bool:
    facts = draft.state.facts
    if facts.place is None and not draft.was_said("notice.country"):
        # Asked for once more where another matter asked in vain, and before a question of another matter that is open.
        asked = tuple(name for name in draft.state.asked if name != "place")
        draft.change(asking=None, asked=asked)
    if facts.place is None and draft.ask("place", "notice.country", pending="notice"):
        return True
    return facts.image_band == "unknown" and draft.ask("age", "ask.age", pending="notice")


def _key(id: str) -> str:
    return f"notice:{id}"


def _begin(draft: Draft, id: str) -> None:
    warnings = "\n".join(f"• {warning}" for warning in draft.content.levers[id].warnings[:3])
    draft.say("notice.begin", title=draft.content.notices[id].title, warnings=warnings, buttons=())
    known = sites.known(draft)
    form.begin(draft, PLAN, id, {"site": draft.content.platforms[known[0]].name} if len(known) == 1 else {})


def _fix(draft: Draft, name: str) -> None:
    """Change one answer, to what was typed or by asking again, and come back to the preview."""
    words = draft.words
    if words:
        draft.do(ForgetWords())
    draft.words = notice_words.fixed(words, asks_of(draft))[1]
    value = PLAN.questions[name].read(draft) if draft.words else None
    draft.words = words
    if value and draft.form.step not in ("", name):  # in the middle: say that it was kept, and go on there
        form.fill(draft, PLAN, {name: value})
        return
    draft.change(form=draft.form.model_copy(update={"step": name}))
    if value:
        form.take(draft, PLAN, value)
    else:
        form.ask(draft, PLAN)


def _send(draft: Draft, *, keep: bool) -> None:
    title, text = draft.content.notices[draft.form.subject].title, notice_in_hand.text(draft)
    draft.say("notice.text", private=True, text=text, buttons=())
    draft.do(SendDocument(NoticePaper(title, text, zones.own(draft))))
    back = ("clock:yes", "clock:forget") if keep else ("clock:yes",)
    draft.say("notice.sent", where=notice_in_hand.goes_to(draft), buttons=(*back, "clock:no", "human"))
    _remember(draft, keep=keep)


def _remember(draft: Draft, *, keep: bool) -> None:
    current = draft.form
    known = bare(draft, current.answers)
    held = current.answers if keep else known
    answers = {**held, "sent": str(draft.now), "for_other": "yes" if for_other(draft) else "no"}
    written = (*draft.state.notices, Written(notice=current.subject, site=known.get("site", ""), at=draft.now))
    draft.change(form=current.model_copy(update={"answers": answers}), notices=written[-MOST_WRITTEN:])


def _steps(draft: Draft) -> tuple[str, ...]:
    return ("took",) if "took" in draft.form.answers and not_taken(draft) else asks_of(draft)


PLAN = Plan("notice", QUESTIONS, _steps, preview, private=True)
