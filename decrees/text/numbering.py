"""How parts of a decree are numbered: KESATU, LAMPIRAN II, a."""

from functools import cache

_UNITS = ("", "SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM", "TUJUH", "DELAPAN", "SEMBILAN")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _cardinal(n: int) -> str:
    if n < 10:
        return _UNITS[n]
    if n < 20:
        return {10: "SEPULUH", 11: "SEBELAS"}.get(n) or f"{_UNITS[n - 10]} BELAS"
    if n < 100:
        return f"{_UNITS[n // 10]} PULUH {_UNITS[n % 10]}".strip()
    hundreds = "SERATUS" if n < 200 else f"{_UNITS[n // 100]} RATUS"
    return f"{hundreds} {_cardinal(n % 100)}".strip()


def _require(n: int, most: int) -> None:
    if not 1 <= n <= most:
        raise ValueError(f"cannot number {n}: only 1 to {most}")


def ordinal(n: int) -> str:
    """The name of the n-th diktum, 1 to 999; the first is KESATU, never PERTAMA."""
    _require(n, 999)
    return f"KE{_cardinal(n)}"


def roman(n: int) -> str:
    _require(n, 3999)
    digits = ""
    for value, digit in _ROMAN:
        count, n = divmod(n, value)
        digits += digit * count
    return digits


def letter(n: int) -> str:
    """a to z, then aa, ab, …, as word processors count."""
    _require(n, 26**4)
    letters = ""
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


@cache
def first_labels(many: int = 99) -> dict[str, list[str]]:
    """As many of each as are ever needed at once, for who cannot count so."""
    counted = range(1, many + 1)
    return {
        "letters": [f"{letter(n)}." for n in counted],
        "numbers": [f"{n}." for n in counted],
        "ordinals": [ordinal(n) for n in counted],
        "romans": [f"LAMPIRAN {roman(n)}" for n in counted],
    }
