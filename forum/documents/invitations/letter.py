"""The letter of an invitation on paper: head, terms and addressees, the matter, signature, list of those invited."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from django.utils import translation
from django.utils.formats import date_format
from wagtail.images.models import Image as Picture

from forum import clock
from forum.documents import model
from forum.documents.model import Item
from forum.documents.spelling import dates_of, hours_of, weekdays_of
from forum.models import ForumSettings, InvitationPage, Point, SecondSignature, ShownMeeting
from forum.models.invitations.shown import (
    ShownInvitee,
    ShownLetter,
    ShownSignature,
    second_of,
    shown_letter,
    signatory_of,
)
from forum.models.meetings.agenda import MAIN

DRAFT = "RANCANGAN — belum diterbitkan"
IN_THE_LETTER = 6  # more are named in a list of their own, as its annex
PUBLIC = "Masyarakat umum"
NOBODY_YET = "…"


def build_letter(invitation: InvitationPage, *, with_meeting: bool, to_be_signed: bool = False) -> model.Document:
    """Always in Indonesian, as it is an official paper. `to_be_signed`: with the employee number of who signs, which
    is for the secretariat alone."""
    with translation.override("id"):
        local = ForumSettings.objects.first() or ForumSettings()
        published = shown_letter(invitation)
        letter = published if with_meeting else replace(published, meeting=None)
        blocks = (
            letterhead(letter.letterhead, local.forum_name, emblem=local.emblem),
            _top(invitation, letter),
            *_paragraphs(invitation.opening),
            *_facts(letter),
            *_besides(invitation),
            *_paragraphs(invitation.closing),
            *_signatures(invitation, letter, to_be_signed=to_be_signed),
            *_copies(invitation.copies),
            *_annex(invitation, letter),
        )
        head = "" if invitation.live else DRAFT
        return model.Document(_metadata(invitation, local), blocks, running_head=head, paper=paper_of(local))


def letterhead(lines: str, otherwise: str, *, emblem: Picture | None = None) -> model.Letterhead:
    """The names of offices are in capitals; the lines below them are the address."""
    typed = tuple(line.strip() for line in lines.splitlines() if line.strip())
    offices = tuple(takewhile(str.isupper, typed)) or typed[:1]
    image = _image(emblem) if emblem else None
    return model.Letterhead(offices or (otherwise,), typed[len(offices) :], rule=True, emblem=image)


def _image(emblem: Picture) -> model.Image | None:
    """Drawn anew, small; without it if its file is gone."""
    try:
        with emblem.get_rendition("max-600x600|format-png").file.open("rb") as file:
            return model.Image(file.read(), "Lambang")
    except OSError:
        return None


def paper_of(local: ForumSettings) -> model.Paper:
    return "a4" if local.letter_paper == "a4" else "f4"


def _metadata(invitation: InvitationPage, local: ForumSettings) -> model.Metadata:
    return model.Metadata(
        title=f"Undangan: {invitation.title}" if invitation.live else f"{DRAFT}: {invitation.title}",
        date=invitation.letter_date or clock.today(),
        identifier=invitation.number,
        author=local.forum_name,
        keywords=() if invitation.live else (DRAFT,),
    )


def _top(invitation: InvitationPage, letter: ShownLetter) -> model.LetterTop:
    day = date_format(invitation.letter_date, "j F Y") if invitation.letter_date else ""
    terms = {
        "Nomor": invitation.number or "–",
        "Sifat": str(invitation.get_nature_display()).capitalize(),
        "Lampiran": invitation.enclosure or ("1 (satu) berkas" if _has_annex(letter) else "–"),
        "Hal": invitation.title,
    }
    to = _numbered(_addressees(invitation, letter))
    alone = (Item("", to[0].text if to else NOBODY_YET),) if len(to) <= 1 else to
    return model.LetterTop(
        terms=tuple(terms.items()),
        place_and_date=", ".join(filter(None, [letter.place, day])),
        to=alone,
        at=letter.place.upper() if to else "",
    )


def _has_annex(letter: ShownLetter) -> bool:
    return len(letter.invitees) > IN_THE_LETTER


def _addressees(invitation: InvitationPage, letter: ShownLetter) -> list[str]:
    named = ["Daftar undangan terlampir"] if _has_annex(letter) else [_name(one) for one in letter.invitees]
    return [*named, *([PUBLIC] if invitation.is_open else [])]


def _name(invitee: ShownInvitee) -> str:
    return f"{invitee.addressee} {invitee.name}".strip()


def _paragraphs(text: str) -> Iterator[model.Paragraph]:
    for line in text.splitlines():
        if line.strip():
            yield model.Paragraph(line.strip(), indent=True)


def _facts(letter: ShownLetter) -> list[model.Block]:
    meeting = letter.meeting
    if meeting is None:
        return []
    rows: list[tuple[str, str | tuple[Item, ...]]] = [
        ("hari", weekdays_of(meeting)),
        ("tanggal", dates_of(meeting)),
        ("waktu", hours_of(meeting) if meeting.is_vague else f"pukul {hours_of(meeting)}"),
        ("tempat", meeting.full_place),
        ("layanan", ", ".join(meeting.service_labels or ())),
        ("acara", _agenda(meeting)),
    ]
    return [facts(rows)]


def _agenda(meeting: ShownMeeting) -> str | tuple[Item, ...]:
    """What is about one thing has no numbers."""
    found = meeting.points
    if len(found) > 1:
        return agenda_items(found)
    return found[0].words if found else meeting.title


def agenda_items(points: Sequence[Point], *, with_hours: bool = True) -> tuple[Item, ...]:
    """Each item with those below it."""
    items: list[Item] = []
    for point in points:
        item = Item(point.label, point.words if with_hours else point.linked_text)
        if point.level == MAIN:
            items.append(item)
        else:
            items[-1] = replace(items[-1], items=(*items[-1].items, item))
    return tuple(items)


def facts(rows: Iterable[tuple[str, str | tuple[Item, ...]]]) -> model.KeyValues:
    """Without those that say nothing."""
    return model.KeyValues(tuple(_fact(key, value) for key, value in rows if value))


def _fact(key: str, value: str | tuple[Item, ...]) -> model.KeyValue:
    return model.KeyValue.of(key, value) if isinstance(value, str) else model.KeyValue(key, value)


def _numbered(texts: Iterable[str]) -> tuple[Item, ...]:
    return tuple(Item(f"{n}.", text) for n, text in enumerate(texts, 1))


def _besides(invitation: InvitationPage) -> Iterator[model.Block]:
    if invitation.to_bring:
        yield model.Paragraph("Mohon membawa:")
        yield model.Numbered(_numbered(invitation.to_bring))
    if invitation.attire:
        yield model.Paragraph(f"Pakaian: {invitation.attire}")
    if invitation.contact:
        yield model.Paragraph(f"Narahubung: {invitation.contact}")


def _signatures(invitation: InvitationPage, letter: ShownLetter, *, to_be_signed: bool) -> list[model.Block]:
    if not letter.signing:
        return []
    second = second_of(invitation) if to_be_signed else None
    left = _signature(letter.second, second) if letter.second else None
    return [model.Signatures(_signature(letter.signature, invitation if to_be_signed else None), left)]


def _signature(shown: ShownSignature, signed: InvitationPage | SecondSignature | None) -> model.SignatureBlock:
    """`signed`: where the number of who signs is found, if it may be told."""
    name = shown.signatory.in_capitals if shown.signatory else ""
    person = signatory_of(signed) if signed else None
    number = person.employee_number if person and str(person) == str(shown.signatory) else ""
    after = tuple(filter(None, [shown.rank, f"NIP {number}" if number else ""]))
    return model.SignatureBlock("\n".join(shown.signing) + ",", name, after=after)


def _copies(copies: list[str]) -> list[model.Block]:
    if not copies:
        return []
    return [model.Paragraph("Tembusan:"), model.Numbered(_numbered(copies))]


def _annex(invitation: InvitationPage, letter: ShownLetter) -> list[model.Block]:
    if not _has_annex(letter):
        return []
    day = date_format(invitation.letter_date, "j F Y") if invitation.letter_date else ""
    fields = tuple((key, value) for key, value in (("NOMOR", invitation.number), ("TANGGAL", day)) if value)
    return [
        model.PageBreak(),
        model.AnnexHeader(("LAMPIRAN SURAT UNDANGAN",), fields),
        model.Title(("DAFTAR UNDANGAN",), bold=True),
        model.Numbered(_numbered(_name(one) for one in letter.invitees)),
    ]
