"""Meetings, invitations, answers to them and minutes."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from cms.demo import meetings, records
from cms.demo.clock import days_from_now, local
from cms.demo.plain import save
from forum import services
from forum.models import BringItem, InvitationPage, Invitee, MeetingIndexPage, MeetingPage, Organisation, Post, User
from forum.models.meetings import AgendaItem
from forum.services.answers import answer_invitation
from minutes.models import ActionItem, Attendance, Decision, Input, MinutesPage
from minutes.services import approve_minutes, circulate_minutes, publish_minutes

COMING = "rapat-terbuka"


def load_meetings(by: User, say: Callable[[str], Any]) -> bool:
    """The past meetings with invitations and minutes; False if they are there."""
    if MeetingPage.objects.filter(slug=meetings.RAKOR.slug).exists():
        return False
    say("Meetings, invitations and minutes …")
    for demo in meetings.PAST:
        with transaction.atomic():
            meeting = _meeting(demo, by)
            _invitation(meeting, demo, by)
    for record in records.ALL:
        with transaction.atomic():
            _minutes(record, by)
    return True


def announce_next_meeting(by: User) -> None:
    """One open invitation in the near future, renewed when the last one has passed."""
    if MeetingPage.objects.filter(slug__startswith=COMING, starts_at__gt=days_from_now(1)).exists():
        return
    starts = days_from_now(16)
    demo = meetings.DemoMeeting(
        slug=f"{COMING}-{starts:%Y-%m-%d}",
        title="Rapat Terbuka Pembahasan Rancangan Keputusan tentang Tim",
        kind="consultation",
        starts=f"{starts:%Y-%m-%dT%H:%M}",
        ends=f"{starts.replace(hour=12):%Y-%m-%dT%H:%M}",
        room="Pendopo Malowopati, Bojonegoro",
        host=meetings.KOMINFO,
        organisers=(records.BI,),
        chair=("sekretariat-daerah", records.ASISTEN_I),
        summary="Membahas tanggapan atas rancangan ketiga bersama masyarakat.",
        agenda=("Penjelasan rancangan ketiga", "Tanggapan masyarakat", "Langkah berikutnya"),
        follows=meetings.BI_2018.slug,
        invited=(records.BI, records.IDFOS, records.KPI, "universitas-bojonegoro", "bagian-hukum"),
        bring=("Catatan atas rancangan ketiga",),
    )
    with transaction.atomic():
        invitation = _invitation(_meeting(demo, by), demo, by, is_open=True, capacity=60)
    for key, answer, attendees in [("bi", "yes", 3), ("kpi", "represented", 1)]:
        user = User.objects.get(email=f"{key}@mufakat.example")
        organisation = Organisation.objects.get(memberships__person__user=user)
        answer_invitation(invitation, organisation=organisation, answer=answer, attendees=attendees, by=user)


def _organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def _post(organisation: str, label: str) -> Post:
    return Post.objects.get(organisation__slug=organisation, label=label)


def _meeting(demo: meetings.DemoMeeting, by: User) -> MeetingPage:
    meeting = MeetingPage(
        title=demo.title, slug=demo.slug, kind=demo.kind, starts_at=local(demo.starts), ends_at=local(demo.ends),
        room=demo.room, address=demo.address, host=_organisation(demo.host), summary=demo.summary, owner=by,
        chair=_post(*demo.chair) if demo.chair else None, live=False,
        follows=MeetingPage.objects.filter(slug=demo.follows).first(),
    )  # fmt: skip
    meeting.agenda_items = [AgendaItem(text=text, sort_order=order) for order, text in enumerate(demo.agenda)]
    meeting.organisers = [_organisation(slug) for slug in demo.organisers]
    MeetingIndexPage.objects.get().add_child(instance=meeting)
    return services.publish_page(meeting, by=by)


def _invitation(
    meeting: MeetingPage, demo: meetings.DemoMeeting, by: User, *, is_open: bool = False, capacity: int | None = None
) -> InvitationPage:
    invitation = InvitationPage(
        title=f"Undangan: {demo.title}", slug="undangan", subject=meeting, is_open=is_open, capacity=capacity,
        number=f"005/{meeting.starts_at:%d%m}/412.215/{meeting.starts_at:%Y}", letter_date=None, owner=by, live=False,
        opening=f"Dalam rangka {demo.summary[0].lower()}{demo.summary[1:]} Dengan ini kami mengharap kehadiran Saudara pada:",
        closing="Demikian atas perhatian dan kehadiran Saudara disampaikan terima kasih.",
        signed_by=_post("dinas-kominfo", "Kepala Dinas Komunikasi dan Informatika"),
        contact="Dinas Kominfo, sekretariat@mufakat.example",
    )  # fmt: skip
    invited = [_organisation(slug) for slug in demo.invited] or [_unit(name, by) for name in meetings.units()]
    addressee = "" if demo.invited else "admin/operator"
    invitation.invitees = [
        Invitee(organisation=organisation, addressee=addressee, sort_order=order)
        for order, organisation in enumerate(invited)
    ]
    invitation.bring_items = [BringItem(text=text, sort_order=order) for order, text in enumerate(demo.bring)]
    meeting.add_child(instance=invitation)
    return services.publish_page(invitation, by=by)


def _unit(name: str, by: User) -> Organisation:
    """One of the 74 invited units; some are in the forum under a longer name already."""
    known = Organisation.objects.filter(name=name).first() or Organisation.objects.filter(slug=slugify(name)).first()
    sector = _organisation("dinas-kominfo").sector
    return known or save(Organisation, by, name=name, slug=slugify(name), sector=sector)


def _minutes(demo: records.DemoMinutes, by: User) -> MinutesPage:
    meeting = MeetingPage.objects.get(slug=demo.meeting)
    minutes = MinutesPage(
        title=f"Notula {meeting.title}", slug="notula", number=demo.number, started_at=meeting.starts_at,
        ended_at=meeting.ends_at, chair=meeting.chair, note_taker=_post(*demo.note_taker), owner=by,
        public_participants=demo.public_participants, live=False,
    )  # fmt: skip
    minutes.discussion = [_spoken(*part) for part in demo.discussion]
    minutes.attendance = [
        Attendance(organisation=_organisation(slug), people=people, sort_order=order)
        for order, (slug, people) in enumerate(demo.attendance)
    ]
    minutes.inputs = [
        Input(text=text, organisation=_organisation(slug) if slug else None, sort_order=order)
        for order, (text, slug) in enumerate(demo.inputs)
    ]
    minutes.decisions = [Decision(text=text, sort_order=order) for order, text in enumerate(demo.decisions)]
    minutes.action_items = [
        ActionItem(text=text, owner=_organisation(slug), due_date=due, sort_order=order)
        for order, (text, slug, due) in enumerate(demo.actions)
    ]
    meeting.add_child(instance=minutes)
    minutes.save_revision(user=by)
    minutes = circulate_minutes(minutes, by=by)
    if demo is records.BIMTEK:  # one set of minutes stays on its way
        return minutes
    return publish_minutes(approve_minutes(minutes, by=by), by=by)


def _spoken(kind: str, *words: str) -> dict[str, Any]:
    """A raw block of the discussion."""
    value: Any = words[0]
    if kind == "statement":
        value = {"organisation": _organisation(words[0]).pk, "office": words[1], "text": words[2]}
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}
