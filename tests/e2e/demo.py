"""The demo's world and what a refusal needs beside it, for the browsers. Prints addresses and sessions as JSON.

Run as a process of its own, like `scene`; with `--as-shown` the demo alone.
"""

import datetime
import json
import sys
from io import StringIO
from urllib.parse import urlsplit

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from decrees.models import Citizen, Comment, DecreePage, Version  # noqa: E402
from decrees.services import close_round  # noqa: E402
from forum.models import InvitationPage, InvitedPerson, MeetingPage, Organisation, PollLink, User  # noqa: E402
from forum.models.invitations import key_of, new_link  # noqa: E402
from forum.reading.attendance.codes import room_code  # noqa: E402
from forum.services import hand_over_link, open_poll  # noqa: E402
from minutes.models import MinutesPage  # noqa: E402
from tests.factories import (  # noqa: E402
    OrganisationFactory,
    body,
    circulated,
    commented,
    decree_page,
    invitation_page,
    meeting_page,
    member_of,
    minutes_page,
    opened,
    rewritten,
    said,
)
from tests.factories.citizens import link_of  # noqa: E402

SECRET = "xilofon"  # a word that only the invited may find


def session_of(person):
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def organisation(slug):
    return Organisation.objects.get(slug=slug)


def user(key):
    return User.objects.get(email=f"{key}@mufakat.example")


def invitations():
    """One of each that refuses: registration is over; not open at all."""
    meeting = meeting_page(
        title="Rapat Tertutup Tim Pelaksana",
        host=organisation("dinas-kominfo"),
        starts_at=timezone.now() + datetime.timedelta(days=9),
    )
    over = timezone.now() - datetime.timedelta(days=1)
    closed = invitation_page(parent=meeting, title="Undangan yang sudah ditutup", registration_until=over)
    addressed = invitation_page(
        parent=meeting, title="Undangan untuk KPI", is_open=False, to=[organisation("kpi")], slug="undangan-kpi"
    )
    link = hand_over_link(addressed, organisation=organisation("kpi"), by=user("sekretariat"))
    return {
        "meeting_without": meeting.url,
        **poll_about(meeting),
        "answer_link": urlsplit(link.url).path,
        "closed": {"pk": closed.pk, "path": closed.url},
        "addressed": {"pk": addressed.pk, "path": addressed.url},
    }


def poll_about(meeting):
    """BI is asked which day suits: on the site, by the link of a mail, or told by phone."""
    days = [timezone.now() + datetime.timedelta(days=days) for days in (9, 10)]
    slots = [(day, day + datetime.timedelta(hours=2)) for day in days]
    bi, token = organisation("bojonegoro-institute"), new_link()
    poll = open_poll(meeting, slots=slots, organisations=[bi], closes_at=days[0], by=user("sekretariat"))
    mailed_to = bi.email or user("bi").email
    PollLink.objects.create(poll=poll, organisation=bi, address=mailed_to, key=key_of(token))
    return {
        "poll": poll.pk,
        "poll_link": reverse("forum:poll-link", args=[token]),
        "poll_recorded": reverse("forum_poll_record", args=[meeting.pk, bi.pk]),
    }


def guest_of(invitation):
    """Somebody invited alone: where they answer, and where the secretariat notes what they said by phone."""
    guest = InvitedPerson.objects.filter(invitations__invitation=invitation).first()
    link = hand_over_link(invitation, organisation=guest, by=user("sekretariat"))
    recorded = reverse("forum_answer_record", args=[invitation.pk, f"p{guest.pk}"])
    return {"guests_link": urlsplit(link.url).path, "answer_recorded": recorded}


def invited_only():
    """A draft that only the invited see, with a word of its own in text and comment."""
    by, bi = user("sekretariat"), organisation("bojonegoro-institute")
    text = body(dik_1=f"Membentuk Tim {SECRET.title()}.")
    page = decree_page(title=f"Rancangan {SECRET}", slug="tertutup", reading="invited", body=text)
    close_round(opened(circulated(page, by=by), bi, by=by), by=by)
    version = circulated(rewritten(page, dik_1=f"Membentuk Tim {SECRET.title()} Daerah."), by=by)
    opened(version, bi, by=by)
    comment = commented(version, user("bi"), text=f"Catatan tentang {SECRET}.")
    return {"pk": page.pk, "path": page.url, "comment": comment.pk, "secret": SECRET}


def draft_minutes():
    """Written, not yet circulated; BI was there."""
    meeting = meeting_page(
        title="Rapat Evaluasi Semester", host=organisation("dinas-kominfo"), starts_at=timezone.now()
    )
    page = minutes_page(
        meeting=meeting,
        title="Notula Rapat Evaluasi Semester",
        present=[organisation("bojonegoro-institute"), organisation("dinas-kominfo")],
        discussion=[said("Angklung dipakai untuk membuka acara.", organisation("bojonegoro-institute"), "Direktur")],
        by=user("sekretariat"),
    )
    return {"pk": page.pk, "path": page.url, "room": room_code(meeting)}


def facts():
    decree = DecreePage.objects.get(slug="tim-ogp")
    newest = Version.objects.filter(decree=decree).order_by("-number").first()
    public = Comment.objects.threads().filter(version=newest, audience="public")
    invitation = InvitationPage.objects.filter(is_open=True).order_by("-pk").first()
    meeting = MeetingPage.objects.get(pk=invitation.get_parent().pk)
    circulated_minutes = MinutesPage.objects.get(state="circulated")
    published = MinutesPage.objects.filter(live=True).order_by("-pk").first()
    return {
        "path": decree.url,
        "decree": decree.pk,
        "version": newest.number,
        "comment": public.first().pk,
        "of_others": public.exclude(organisation=organisation("bojonegoro-institute")).first().pk,
        "answered": Comment.objects.filter(answer__isnull=False, organisation__slug="bojonegoro-institute").first().pk,
        "clause": newest.document.diktums[0].id,
        "invitation": {"pk": invitation.pk, "path": invitation.url},
        "meeting": {
            "pk": meeting.pk,
            "path": meeting.url,
            "title": meeting.title,
            "room": meeting.room,
            "starts": meeting.starts_at.isoformat(),
        },
        "minutes": {"pk": published.pk, "path": published.url},
        "circulated": circulated_minutes.pk,
        "heard_link": link_of(Citizen.objects.filter(decree=decree).first()),
        **guest_of(invitation),
    }


def main():
    quiet = StringIO()
    call_command("migrate", verbosity=0, stdout=quiet)
    call_command("load_demo", force=True, stdout=quiet)
    scene = facts()
    people = {key: user(key) for key in ("sekretariat", "bi", "kpi", "idfos", "akademisi")}
    if "--as-shown" not in sys.argv:
        paguyuban = OrganisationFactory(name="Paguyuban Petani", short_name="Paguyuban", slug="paguyuban")
        people["outsider"] = member_of(paguyuban)
        people["admin"] = user("admin")  # approves what the secretariat wrote
        scene |= {"invited": invited_only(), "draft_minutes": draft_minutes(), **invitations()}
    scene["sessions"] = {key: session_of(person) for key, person in people.items()}
    json.dump(scene, sys.stdout)


main()
