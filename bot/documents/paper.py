"""The sheet that every PDF is written on: fonts, head, foot, headings and paragraphs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos
from fpdf.fonts import TTFFont

from bot.content import Content
from bot.documents.times import moment_words

FONTS = Path(__file__).with_name("fonts")
PLAIN, WIDE = "helvetica", "dejavu"  # the built-in font is twenty times as fast; the other has more letters
ENCODING = "windows-1252"  # of the built-in font
MISSING = "□"
LINE, MARGIN, GREY = 5.2, 18, 110
LONG_WORD = 60  # letters; a longer one, a link, is broken anywhere


class Sheet(FPDF):
    """An A4 PDF in the making; `text` is everything that will stand on it, to choose a font that has the letters."""

    def __init__(self, content: Content, title: str, text: str, now: int, zone: str | None) -> None:
        super().__init__(format="A4")
        self.content, self.made = content, content.paper("made", when=moment_words(now, zone))
        self.wide = not _is_plain(f"{title}{text}")
        self.face = WIDE if self.wide else PLAIN
        self.core_fonts_encoding = ENCODING
        if self.wide:
            self.add_font(WIDE, "", FONTS / "DejaVuSans.ttf")
            self.add_font(WIDE, "B", FONTS / "DejaVuSans-Bold.ttf")
            # Scripts that the font lacks are shown as boxes: said on the paper, whole in the CSV.
            font = self.fonts[WIDE]
            self._letters = {chr(code) for code in font.cmap} if isinstance(font, TTFFont) else set()
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, MARGIN + 4)
        self.set_title(self.clean(title))
        self.set_creation_date(datetime.fromtimestamp(now, UTC))
        self.set_producer("Alder")
        self.add_page()
        self.write_line(title, size=15, bold=True, after=1.5)

    def footer(self) -> None:
        """Write when it was made and the page number at the foot of every page."""
        self.set_y(-MARGIN)
        self.set_text_color(GREY)
        self.set_font(self.face, size=8)
        pages = self.content.paper("page", page=str(self.page_no()), pages="{nb}")
        self.cell(0, 5, f"{self.made}  ·  {pages}", align="C")
        self.set_text_color(0)

    def clean(self, text: str) -> str:
        """Return a text with a box for every letter that cannot be printed."""
        kept = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
        if not self.wide:
            return kept
        return "".join(letter if letter in self._letters or letter == "\n" else MISSING for letter in kept)

    def lacks_letters(self, text: str) -> bool:
        """Tell whether something of a text cannot be printed."""
        return self.wide and MISSING in self.clean(text) and MISSING not in text

    def write_line(
        self, text: str, *, size: float = 10, bold: bool = False, grey: bool = False, after: float = 0
    ) -> None:
        """Write a paragraph over the whole width; long links are broken anywhere."""
        self.set_font(self.face, "B" if bold else "", size)
        self.set_text_color(GREY if grey else 0)
        self.multi_cell(
            0, LINE * size / 10, self.clean(text), align="L", wrapmode=_wrap(text),
            new_x=XPos.LMARGIN, new_y=YPos.NEXT,
        )  # fmt: skip
        self.set_text_color(0)
        self.ln(after)

    def head(self, text: str) -> None:
        """Write a heading."""
        self.ln(2.5)
        self.write_line(text, size=11, bold=True, after=0.8)

    def rows(self, rows: list[tuple[str, str]], width: float = 46, size: float = 9.5) -> None:
        """Write rows of a name and what it holds, a thin line under each."""
        height = LINE * size / 10
        self.set_draw_color(215)
        for name, held in rows:
            if self.will_page_break(2 * height):
                self.add_page()
            top, page = self.get_y(), self.page
            self.set_font(self.face, "", size)
            self.set_text_color(GREY)
            self.multi_cell(width - 3, height, self.clean(name), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            below = self.get_y()
            self.set_xy(self.l_margin + width, top)
            self.set_text_color(0)
            self.multi_cell(
                0, height, self.clean(held), align="L", wrapmode=_wrap(held), new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )  # fmt: skip
            if self.page == page:
                self.set_y(max(below, self.get_y()) + 0.7)
            self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
            self.ln(0.7)

    def done(self) -> bytes:
        """Return the file."""
        return bytes(self.output())


def _is_plain(text: str) -> bool:
    try:
        text.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True


def _wrap(text: str) -> WrapMode:
    return WrapMode.CHAR if any(len(word) > LONG_WORD for word in text.split()) else WrapMode.WORD
