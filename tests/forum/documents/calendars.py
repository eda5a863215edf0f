"""A file of every kind that goes to calendars: by name, its bytes, and the starts that a program has to show."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from forum.documents.invitations import calendar
from forum.models import MeetingPage, Rsvp
from tests.factories import OrganisationFactory, invitation_page, meeting_page

WIB = ZoneInfo("Asia/Jakarta")
HARD = 'Rapat "koordinasi"; persiapan, kunjungan\\lapangan: ' + "é ꦗꦮ 漢 " * 12


@dataclass(frozen=True)
class File:
    content: bytes
    starts: tuple[datetime.datetime | datetime.date, ...]


def at(day, hour):
    return datetime.datetime(2027, 6, day, hour, tzinfo=WIB)


def sessions(*pairs):
    days = [[one.isoformat() for one in pair] for pair in pairs]
    return {"starts_at": pairs[0][0], "ends_at": pairs[-1][1], "days": days}


def meetings():
    """By name, what a meeting may be, and its starts."""
    several = [(at(9, 8), at(9, 15)), (at(10, 8), at(10, 15)), (at(12, 9), at(12, 12))]
    one_day = [(at(9, 8), at(9, 12)), (at(9, 13), at(9, 15)), (at(10, 9), at(10, 12))]
    week = {"starts_at": at(8, 0), "ends_at": at(15, 0), "precision": "week", "status": "tentative"}
    return {
        "hours": ({"starts_at": at(9, 13), "ends_at": at(9, 16)}, [at(9, 13)]),
        "open end": ({"starts_at": at(9, 13)}, [at(9, 13)]),
        "overnight": ({"starts_at": at(9, 20), "ends_at": at(10, 4)}, [at(9, 20)]),
        "several days": (sessions(*several), [one for one, _end in several]),
        "parts of a day": (sessions(*one_day), [at(9, 8), at(10, 9)]),
        "another zone": ({"starts_at": at(9, 13), "zone": "Asia/Jayapura"}, [at(9, 13)]),
        "week": (week, [datetime.date(2027, 6, 8)]),
        "tentative": ({"starts_at": at(9, 13), "status": "tentative"}, [at(9, 13)]),
        "postponed": ({"starts_at": at(9, 13), "status": "postponed"}, [at(9, 13)]),
        "cancelled": ({"starts_at": at(9, 13), "status": "cancelled", "status_reason": "Banjir"}, [at(9, 13)]),
    }


def every_kind():
    host = OrganisationFactory(name='Dinas Kominfo, "Bojonegoro"; OGP: é', email="kominfo@contoh.id")
    files = {}
    for number, (name, (fields, starts)) in enumerate(meetings().items()):
        words = {"title": HARD, "agenda": ["Pembukaan", HARD], "summary": HARD}
        online = {"online_url": "https://rapat.contoh.id/x", "hints": "Pintu timur;\nlantai 3"}
        meeting = meeting_page(slug=f"rapat-{number}", host=host, **words, **online, **fields)
        files |= {f"{name}: {kind}": File(made, tuple(starts)) for kind, made in _of(meeting).items()}
    several = calendar.of_meetings(MeetingPage.objects.order_by("pk"), name=HARD)
    return {**files, "feed": File(several, ()), "empty feed": File(empty_feed(), ())}


def empty_feed():
    return calendar.of_meetings(MeetingPage.objects.none(), name="Kalender")


def _of(meeting):
    invitation = invitation_page(parent=meeting, slug="undangan", bring=["DPA, 2027; Renja"])
    to = "ketua+rapat@contoh.id"
    mailed = {
        "letter": calendar.mailed(invitation, to=to, asks=True),
        "declined": calendar.mailed(invitation, to=to, comes=Rsvp.Answer.NO, link_page="https://contoh.id/a,b;c"),
        "recalled": calendar.mailed(invitation, to=to, recalled=True, asks=True),
    }
    return {
        "downloaded": calendar.of_meeting(meeting),
        "with what to bring": calendar.of_invitation(invitation),
        **{name: one.content for name, one in mailed.items()},
    }
