"""Who signs the paper of minutes: those who were entered, two on each line; else the chair and the note-taker."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from forum.documents.model import SignatureBlock, Signatures
from minutes.models import MinutesPage
from minutes.models.items import ShownSignatory
from minutes.models.shown import Shown, ShownOffice, day_of


def all_signatures(minutes: MinutesPage, shown: Shown, *, to_be_signed: bool) -> list[Signatures]:
    """`to_be_signed`: with the employee number of each, which is for the secretariat alone."""
    if not shown.signatures:
        return [chair_and_writer(minutes, shown)]
    numbers = _numbers(minutes) if to_be_signed else {}
    blocks = [_block(one, numbers.get(one.name, "")) for one in shown.signatures]
    return in_pairs(blocks, place_and_date(minutes, shown))


def in_pairs(blocks: Sequence[SignatureBlock], place: str) -> list[Signatures]:
    """From left to right; one alone stands at the right, one left over at the left."""
    before = (place,) if place else ()
    if len(blocks) == 1:
        return [Signatures(_dated(blocks[0], before))]
    nobody = SignatureBlock("", "")
    pairs = list(zip_longest(blocks[::2], blocks[1::2], fillvalue=nobody))
    return [Signatures(_dated(right, before if n == 0 else ()), left) for n, (left, right) in enumerate(pairs)]


def _dated(block: SignatureBlock, before: tuple[str, ...]) -> SignatureBlock:
    return SignatureBlock(block.office, block.name, before=before, after=block.after)


def _block(one: ShownSignatory, number: str) -> SignatureBlock:
    after = tuple(filter(None, [one.rank, f"NIP {number}" if number else ""]))
    return SignatureBlock("\n".join(one.lines) + ",", one.name, after=after)


def _numbers(minutes: MinutesPage) -> dict[str, str]:
    """By the name that is shown: a number never stands below another name than the one it belongs to."""
    day = day_of(minutes)
    signers = [(row.shown(day).name, row.signer(day)) for row in minutes.signatories.all()]
    return {name: person.employee_number for name, person in signers if person}


def chair_and_writer(minutes: MinutesPage, shown: Shown) -> Signatures:
    place = place_and_date(minutes, shown)
    chair, writer = shown.offices.get("chair"), shown.offices.get("note_taker") or shown.offices.get("secretary")
    right = SignatureBlock(_signing(chair, "Pimpinan Rapat"), _holder(chair), before=(place,) if place else ())
    return Signatures(right, SignatureBlock(_signing(writer, "Notulis"), _holder(writer)) if writer else None)


def certified(minutes: MinutesPage, shown: Shown) -> Signatures:
    """Of an excerpt: by the chair; where the minutes name none, by the first of those who signed them."""
    signed = chair_and_writer(minutes, shown)
    if "chair" in shown.offices or not shown.signatures:
        return signed
    return Signatures(_dated(_block(shown.signatures[0], ""), signed.right.before), signed.left)


def place_and_date(minutes: MinutesPage, shown: Shown) -> str:
    day: Any = timezone.localtime(minutes.started_at or shown.meeting.starts_at)
    return f"{shown.letterhead.place}, {date_format(day, 'j F Y')}" if shown.letterhead.place else ""


def _signing(office: ShownOffice | None, role: str) -> str:
    return f"{role},\n{office.label}" if office else f"{role},"


def _holder(office: ShownOffice | None) -> str:
    return office.holder if office else ""
