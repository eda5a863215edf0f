"""Word's bullets, as characters.

Word writes a bullet as a place in one of its symbol fonts, in the range that Unicode leaves to private use. Copied into
another program it has no letter form at all: U+F0B7 is the bullet of nearly every list.
"""

BULLET, DASH, SQUARE = "•", "–", "▪"
# Places in the fonts Symbol and Wingdings, by what stands there.
_PLACES = {
    BULLET: (
        0xB7,
        0x6C,
        0x6D,
        0x9E,
        0x9F,
        0xA1,
        0xA4,
        0xD8,
    ),  # discs, circles, and the arrowhead Word offers as a bullet
    DASH: (0x2D, 0xBE),
    SQUARE: (0xA7, 0x6E, 0x6F, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0xA8),  # squares and diamonds
    "→": (0xE0, 0xE8),  # what Word makes of --> and ==>
    "✓": (0xFC,),
    "✗": (0xFB,),
}
_CHARACTERS = {0xF000 + place: character for character, places in _PLACES.items() for place in places}


def plain_bullets(text: str) -> str:
    """The same number of characters, so that places in the text stay; other private characters stay as they are."""
    return text.translate(_CHARACTERS)
