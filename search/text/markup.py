"""Rich text as words: a letter in bold does not cut its word, a block ends it."""

import re
from html import unescape

_INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def plain(markup: str) -> str:
    blocks = _TAG.sub("\n", _INLINE.sub("", markup))
    return "\n".join(filter(None, (" ".join(line.split()) for line in unescape(blocks).splitlines())))
