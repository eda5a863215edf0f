"""Which characters a font file has letter forms for: its `cmap` table, as OpenType lays it out."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from struct import unpack_from


def characters_of(path: Path) -> set[int]:
    """Code points. ValueError for a file without a Unicode table of the two usual formats."""
    font = path.read_bytes()
    cmap = _tables(font)[b"cmap"]
    found = [cmap + unpack_from(">I", font, cmap + 8 + 8 * n)[0] for n in range(unpack_from(">H", font, cmap + 2)[0])]
    readers = {4: _segments, 12: _groups}
    by_format = {unpack_from(">H", font, at)[0]: at for at in found}
    usable = [readers[form](font, at) for form, at in by_format.items() if form in readers]
    if not usable:
        raise ValueError(f"{path.name} has no table of characters that can be read")
    return set(chain.from_iterable(usable))


def _tables(font: bytes) -> dict[bytes, int]:
    count = unpack_from(">H", font, 4)[0]
    return {tag: at for tag, _sum, at, _length in (unpack_from(">4sIII", font, 12 + 16 * n) for n in range(count))}


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Format 4: characters of 16 bits. Glyph 0 is the one for what is missing."""
    count = unpack_from(">H", font, at + 6)[0] // 2
    read = lambda place, form: unpack_from(f">{count}{form}", font, place)  # noqa: E731
    ends, starts = read(at + 14, "H"), read(at + 16 + 2 * count, "H")
    deltas, offsets = read(at + 16 + 4 * count, "h"), read(at + 16 + 6 * count, "H")
    for n, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        here = at + 16 + 6 * count + 2 * n
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code if not offset else unpack_from(">H", font, here + offset + 2 * (code - start))[0]
            if glyph and (glyph + delta) % 0x10000:
                yield code


def _groups(font: bytes, at: int) -> Iterator[int]:
    """Format 12: groups of characters of 32 bits."""
    for n in range(unpack_from(">I", font, at + 12)[0]):
        start, end, _glyph = unpack_from(">III", font, at + 16 + 12 * n)
        yield from range(start, end + 1)
