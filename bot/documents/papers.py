"""What can be sent as a file, and how it becomes bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from bot.content import Content
from bot.documents import brief as briefs
from bot.documents import log, notice
from bot.documents.brief import Brief
from bot.documents.entry import Entry


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: its name tells nothing of what is in it."""

    name: str
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Return the SHA-256 by which anybody can tell that the file is unchanged."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """A notice, a reminder or a complaint."""

    title: str
    text: str = field(repr=False)
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class LogPaper:
    """The log, as PDF and as CSV."""

    entries: tuple[Entry, ...] = field(repr=False)
    zone: str | None = None
    adult: bool = False


@dataclass(frozen=True, slots=True)
class BriefPaper:
    """The brief for a lawyer."""

    brief: Brief = field(repr=False)


Paper = NoticePaper | LogPaper | BriefPaper


def make(content: Content, paper: Paper, now: int) -> tuple[File, ...]:
    """Return the files of a paper."""
    match paper:
        case NoticePaper(title, text, zone):
            return (File("text.pdf", notice.pdf(content, title, text, now, zone)),)
        case LogPaper(entries, zone, adult):
            return (
                File("notes.pdf", log.pdf(content, entries, now, zone, adult=adult)),
                File("notes.csv", log.csv_bytes(content, entries, adult=adult)),
            )
        case BriefPaper(brief):
            return (File("summary.pdf", briefs.pdf(content, brief, now)),)
