"""The picture that messengers show beside a shared address: drawn from the page's own words, in the site's type."""

import io
from functools import lru_cache
from itertools import accumulate
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from cms.reading.sharing.briefs import Brief
from forum.documents import fonts
from forum.documents.fonts.glyphs import characters_of

SIZE = (1200, 630)  # the proportions that messengers cut nothing from
EDGE = 72
PAPER, INK, QUIET, ACCENT, LINE = "#fdfdfb", "#1c1b23", "#54525f", "#3c2f8f", "#d3d1cc"  # as static/css/site.css
TITLE_SIZES = (64, 54, 46, 40)  # the largest whose lines find room
LINES, LEADING = 4, 1.2
MORE = "…"
BOLD, REGULAR = "bonum/texgyrebonum-bold.otf", "bonum/texgyrebonum-regular.otf"
ANY = "dejavu/DejaVuSans.ttf"  # for words that the first has no letters for


def draw(brief: Brief, site: str, address: str) -> bytes:
    """A PNG of a few colours, some 20 KB. `site` and `address` stand at its foot."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE[0], 14), fill=ACCENT)
    _mark(pen, EDGE + 28, EDGE + 36)
    _line(pen, (EDGE + 84, EDGE + 16), brief.kind or site, REGULAR, 32, QUIET)
    below = _title(pen, brief.title, EDGE + 108)
    _line(pen, (EDGE, max(below + 34, 420)), brief.state, BOLD, 34, ACCENT)
    pen.line((EDGE, 536, SIZE[0] - EDGE, 536), fill=LINE, width=2)
    _line(pen, (EDGE, 556), f"{site} · {address}", REGULAR, 26, QUIET)
    written = io.BytesIO()
    picture.quantize(32, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _mark(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """Three sides of one table, as static/icons/mark.svg."""
    for start in (270 + 12, 30 + 12, 150 + 12):
        pen.arc((x - 26, y - 26, x + 26, y + 26), start, start + 96, fill=ACCENT, width=7)
    pen.ellipse((x - 7, y - 7, x + 7, y + 7), fill=ACCENT)


def _title(pen: ImageDraw.ImageDraw, title: str, top: int) -> int:
    """Where the next line may begin."""
    for size in TITLE_SIZES:
        font = _font(BOLD, size, title)
        lines = wrapped(title, font)
        if len(lines) <= LINES and len(lines) * size * LEADING <= 270:
            break
    for n, line in enumerate(lines[:LINES]):
        text = line if n < LINES - 1 or len(lines) == LINES else _cut(f"{line} {MORE}", font)
        pen.text((EDGE, top + n * size * LEADING), text, font=font, fill=INK)
    return int(top + min(len(lines), LINES) * size * LEADING)


def wrapped(text: str, font: Any, width: int = SIZE[0] - 2 * EDGE) -> list[str]:
    """Lines no wider than the picture; a word that is wider is cut."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(_cut(word, font, width))
    return [line for line in lines if line]


def _line(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, face: str, size: int, colour: str) -> None:
    font = _font(face, size, text)
    pen.text(at, _cut(text, font, SIZE[0] - EDGE - at[0]), font=font, fill=colour)


def _cut(text: str, font: Any, width: int = SIZE[0] - 2 * EDGE) -> str:
    if font.getlength(text) <= width:
        return text
    kept = [one for one in accumulate(text) if font.getlength(one + MORE) <= width]
    return (kept[-1] if kept else "").rstrip(f" {MORE}") + MORE


def _font(face: str, size: int, text: str) -> Any:
    has_all = _characters(face).issuperset(map(ord, text))
    return _loaded(face if has_all else ANY, size)


@lru_cache(maxsize=2)
def _characters(face: str) -> frozenset[int]:
    return frozenset(characters_of(fonts.FOLDER / face))


@lru_cache(maxsize=16)
def _loaded(face: str, size: int) -> Any:
    # Without libraqm: the same picture whatever the machine has.
    return ImageFont.truetype(fonts.FOLDER / face, size, layout_engine=ImageFont.Layout.BASIC)
