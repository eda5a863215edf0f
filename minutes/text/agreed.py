"""The fixed sentences of a berita acara, the signed record of what was agreed. Indonesian, as the paper is."""

from datetime import date

from minutes.text.in_words import day_in_words

AGREED = "Rapat menyepakati hal-hal sebagai berikut:"
CLOSING = (
    "Demikian berita acara ini dibuat dengan sebenarnya dan ditandatangani oleh para pihak untuk dipergunakan "
    "sebagaimana mestinya."
)


def opening(day: date, *, meeting: str, place: str, hours: str, chair: str, met: bool) -> str:
    """`met`: a list of those who met follows."""
    where = f" bertempat di {place}," if place else ""
    led = f", dipimpin oleh {chair}" if chair else ""
    came = f"{' dan' if chair else ','} dihadiri oleh:" if met else "."
    return f"Pada hari ini, {day_in_words(day)}, pukul {hours},{where} telah dilaksanakan {meeting}{led}{came}"
