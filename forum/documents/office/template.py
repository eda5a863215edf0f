"""A DOCX of an office whose look our DOCX takes (see `own`)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """Its digest stands for its bytes: styles, page, headers and footers. `has_letterhead`: in its header."""

    sha256: str
    has_letterhead: bool
    data: bytes = field(repr=False, compare=False)
