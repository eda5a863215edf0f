"""Which typeface the PDF gets: Bookman's free twin where the machine has it, else the serif inside typst's wheel."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import typst

# Bookman Old Style, the prescribed face, is proprietary; these two have its widths and may be embedded.
PREFERRED = ("TeX Gyre Bonum", "URW Bookman")
EMBEDDED = "Libertinus Serif"


def font_in_use() -> str:
    """The family name that PDFs made on this machine are set in."""
    return chosen()[0]


@lru_cache(maxsize=1)
def chosen() -> tuple[str, tuple[Path, ...]]:
    """The family and its files; no files for the one inside the wheel."""
    installed = typst.Fonts().fonts()
    for family in PREFERRED:
        files = sorted({Path(font.path) for font in installed if font.family == family and font.path})
        if files:
            return family, tuple(files)
    return EMBEDDED, ()
