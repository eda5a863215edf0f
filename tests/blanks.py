"""Texts that show nothing, and characters that stand between words or turn them around."""

# What people get from Word, chat programs and web pages without seeing it.
INVISIBLE = ["\u200b", "\u00ad", "\ufeff", "\u3164", "\u2800", "\u115f", "\u2060", "\u034f", "\ufe0f", "\U000e0041"]
BLANK = [*INVISIBLE, "".join(INVISIBLE), " \u200b\n\t\u00a0", "\u202e\u2066", "\x07\x0b", "\u3000"]
LINE_ENDS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
HARMFUL = [
    *(chr(n) for n in range(1, 28) if chr(n) not in "\t\n\r\x0b\x0c"),
    *(chr(n) for n in range(0x7F, 0xA0) if n != 0x85),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff\ufdd0",
]
