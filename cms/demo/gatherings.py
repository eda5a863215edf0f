"""Meetings, invitations and answers to them; one is moved, one is cancelled."""

import datetime

from django.http import QueryDict
from django.utils.text import slugify

from cms.demo.clock import days_from_now
from cms.demo.data import meetings
from cms.demo.story import Scene, Story, organisation, user
from decrees.models import Version
from forum import clock, services
from forum.forms.invitations.lists import ChosenListForm
from forum.models import (
    AgendaItem,
    BringItem,
    InvitationPage,
    InvitedPerson,
    Invitee,
    MeetingIndexPage,
    MeetingPage,
    Organisation,
    Post,
    RegistrationQuestion,
    Reminder,
    ReservedSeats,
    Team,
    User,
)
from forum.models.directory.outside import read_links
from forum.models.invitations.invited.people import Told
from forum.models.meetings.agenda.typed import read_lines
from forum.services import answer_invitation
from forum.services.attendance.recording import Arrival

PLACES = 60


def told(story: Story) -> list[Scene]:
    def invite(day: int, demo: meetings.DemoMeeting, held: int, start: str, end: str) -> Scene:
        when = story.moment(held, start), story.moment(held, end)
        return Scene(day, "09:00", lambda _: _invite(demo, *when, by=story.secretariat))

    def answer(day: int, time: str, slug: str, key: str, answer: str, people: int, note: str = "") -> Scene:
        return Scene(day, time, lambda _: _answer(slug, key, answer, people, note))

    rakor, discussion = meetings.RAKOR.slug, meetings.DISCUSSION.slug
    return [
        invite(2, meetings.RAKOR, 17, "13:00", "16:00"),
        answer(4, "10:15", rakor, "bi", "yes", 2),
        answer(7, "14:40", rakor, "bappeda", "yes", 2),
        invite(66, meetings.DISCUSSION, 79, "13:00", "16:00"),
        answer(70, "15:20", discussion, "idfos", "yes", 2),
        answer(73, "08:50", discussion, "kpi", "yes", 2),
        Scene(79, "15:50", lambda _: _come(meetings.DISCUSSION.slug, story.secretariat)),
        invite(114, meetings.MONITORING, 129, "09:00", "12:00"),
        answer(118, "13:05", meetings.MONITORING.slug, "bappeda", "yes", 1),
        answer(119, "09:45", meetings.MONITORING.slug, "bi", "no", 0, "Bertepatan dengan pelatihan di desa."),
        Scene(127, "10:30", lambda _: _cancel(meetings.MONITORING.slug, story.secretariat)),
        invite(143, meetings.BIMTEK, 157, "08:30", "14:00"),
        Scene(154, "08:20", lambda _: _move(meetings.BIMTEK.slug, datetime.timedelta(days=7), story.secretariat)),
        Scene(176, "09:00", lambda _: _announce(story.moment(203, "09:00"), story.secretariat)),
        answer(178, "11:10", meetings.OPEN_SLUG, "bi", "yes", 3),
        answer(179, "16:05", meetings.OPEN_SLUG, "kpi", "represented", 1),
        Scene(180, "08:45", lambda _: _by_phone(meetings.OPEN_SLUG, story.secretariat)),
        Scene(180, "09:20", lambda _: _bring(meetings.OPEN_SLUG, "bi")),
        Scene(
            181, "09:10", lambda _: _keep_list("Peserta rapat rencana aksi", meetings.RAKOR.invited, story.secretariat)
        ),
        Scene(181, "10:00", lambda _: _seek_date(story)),
    ]


def _keep_list(name: str, slugs: tuple[str, ...], by: User) -> None:
    """Organisations that are invited again and again."""
    given = QueryDict(mutable=True)
    given["name"] = name
    given.setlist("organisation", [str(organisation(slug).pk) for slug in slugs])
    form = ChosenListForm(given)
    form.full_clean()
    services.save_record(form, by=by)


def _seek_date(story: Story) -> None:
    """A meeting without a date yet: those asked answer on the site or by the link of their mail, one rings up."""
    demo, by = meetings.SOUGHT, story.secretariat
    days = [(story.moment(day, "09:00"), story.moment(day, "11:30")) for day in (196, 198)]
    meeting = MeetingPage(
        title=demo.title, slug=demo.slug, kind=demo.kind, status=MeetingPage.Status.TENTATIVE, live=False, owner=by,
        starts_at=days[0][0], ends_at=days[0][1], room=demo.room, host=organisation(demo.host), summary=demo.summary,
    )  # fmt: skip
    MeetingIndexPage.objects.get().add_child(instance=meeting)
    meeting.save_revision(user=by)
    asked = [organisation(slug) for slug in demo.invited]
    poll = services.open_poll(
        meeting, slots=days, organisations=asked, required=asked[:1], closes_at=story.moment(192, "16:00"), by=by
    )
    first, second = (slot.pk for slot in poll.slots.all())
    bi = Organisation.objects.get(memberships__person__user=user("bi"))
    services.answer_poll(poll, organisation=bi, answers={first: "yes", second: "maybe"}, by=user("bi"))
    rang = {first: "no", second: "yes"}
    services.record_poll_reply(poll, organisation=asked[0], answers=rang, way="phone", by=by)


def announce_next_meeting() -> None:
    """One open invitation in the near future, renewed when the last one has passed. By the real clock."""
    if MeetingPage.objects.filter(slug__startswith=meetings.OPEN_SLUG, starts_at__gt=days_from_now(1)).exists():
        return
    _announce(days_from_now(16), user("sekretariat"))
    _answer(meetings.OPEN_SLUG, "bi", "yes", 3)
    _answer(meetings.OPEN_SLUG, "kpi", "represented", 1)


def _come(slug: str, by: User) -> None:
    """The sheet that all signed is typed in."""
    arrivals = [
        Arrival(name=name, organisation=organisation(key)) for key, names in meetings.CAME.items() for name in names
    ]
    services.check_in(MeetingPage.objects.get(slug=slug), arrivals, way="paper", by=by)


def _announce(starts: datetime.datetime, by: User) -> None:
    demo = meetings.OPEN if Version.objects.exists() else meetings.INTRODUCTION
    _invite(demo, starts, starts + datetime.timedelta(hours=3), by=by)


def _invite(demo: meetings.DemoMeeting, starts: datetime.datetime, ends: datetime.datetime, *, by: User) -> None:
    meeting = _meeting(demo, starts, ends, by)
    invitation = InvitationPage(
        title=f"Undangan: {demo.title}", slug="undangan", subject=meeting, owner=by, live=False,
        number=f"005/{starts:%d%m}/412.215/{starts:%Y}", letter_date=clock.today(),
        opening=f"Dalam rangka {demo.summary[0].lower()}{demo.summary[1:]} Dengan ini kami mengharap kehadiran Saudara pada:",
        closing="Demikian atas perhatian dan kehadiran Saudara disampaikan terima kasih.",
        signed_by=_post("dinas-kominfo", "Kepala Dinas Komunikasi dan Informatika"),
        contact="Dinas Kominfo, sekretariat@mufakat.example",
    )  # fmt: skip
    invitation.is_open = demo.slug == meetings.OPEN_SLUG
    invitation.capacity = PLACES if invitation.is_open else None
    invited = [organisation(slug) for slug in demo.invited] or [_unit(name, by) for name in meetings.units()]
    addressee = "" if demo.invited else "admin/operator"
    invitation.invitees = [
        Invitee(organisation=one, addressee=addressee, sort_order=order) for order, one in enumerate(invited)
    ]
    alone = [InvitedPerson.objects.kept(Told.of(line)) for line in demo.guests]
    invitation.invitees.add(*(Invitee(person=one, sort_order=len(invited)) for one in alone))
    year = str(clock.today().year)
    invitation.bring_items = [
        BringItem(text=text.replace("{tahun}", year), sort_order=order) for order, text in enumerate(demo.bring)
    ]
    invitation.reminders = [
        Reminder(days_before=3, to=Reminder.To.SILENT, sort_order=0),
        Reminder(days_before=1, to=Reminder.To.COMING, sort_order=1),
    ]
    if invitation.is_open:
        _for_the_public(invitation)
    meeting.add_child(instance=invitation)
    services.publish_page(invitation, by=by)


def _for_the_public(invitation: InvitationPage) -> None:
    """What those who register are asked, and for whom places are kept."""
    invitation.reserved_seats = [
        ReservedSeats(label="Penyandang disabilitas dan pendampingnya", number=6, sort_order=0),
        ReservedSeats(label="Jurnalis", number=4, sort_order=1),
    ]
    invitation.questions = [
        RegistrationQuestion(
            label="Apa yang ingin Anda tanyakan kepada pemerintah?",
            field_type=RegistrationQuestion.Type.LINES,
            sort_order=0,
        ),
        RegistrationQuestion(
            label="Dari mana Anda mengetahui rapat ini?",
            field_type=RegistrationQuestion.Type.ONE,
            choices="Situs ini\nRadio atau koran\nGrup WhatsApp\nBalai desa",
            sort_order=1,
        ),
    ]


def _meeting(demo: meetings.DemoMeeting, starts: datetime.datetime, ends: datetime.datetime, by: User) -> MeetingPage:
    again = demo.slug == meetings.OPEN_SLUG
    meeting = MeetingPage(
        title=demo.title, slug=f"{demo.slug}-{starts:%Y-%m-%d}" if again else demo.slug, kind=demo.kind,
        starts_at=starts, ends_at=ends, room=demo.room, address=demo.address, host=organisation(demo.host),
        hints=demo.hints, map_place=demo.map_place, services=list(demo.services),
        summary=demo.summary, owner=by, chair=_post(*demo.chair) if demo.chair else None, live=False,
        previous_meeting=MeetingPage.objects.filter(slug=demo.previous_meeting).first(),
        team=Team.objects.filter(slug=demo.team).first(),
    )  # fmt: skip
    lines = enumerate(read_lines("\n".join(demo.agenda)))
    linked = {text: [link.as_json() for link in read_links(typed)] for text, typed in demo.elsewhere}
    meeting.agenda_items.set(
        [AgendaItem(sort_order=order, links=linked.get(one.text), **one._asdict()) for order, one in lines]
    )
    meeting.organisers = [organisation(slug) for slug in demo.organisers]
    MeetingIndexPage.objects.get().add_child(instance=meeting)
    services.publish_page(meeting, by=by)
    return meeting


def newest(slug: str) -> MeetingPage:
    """A meeting of the story; of the open ones the newest."""
    return MeetingPage.objects.filter(slug__startswith=slug).order_by("-starts_at")[0]


def _by_phone(slug: str, by: User) -> None:
    """Somebody who is invited without an account rings up."""
    invitation = InvitationPage.objects.get(subject=newest(slug))
    for row in invitation.invitees.filter(person__isnull=False).select_related("person"):
        services.record_answer(invitation, organisation=row.person, answer="yes", way="phone", by=by)


def _bring(slug: str, key: str) -> None:
    by = user(key)
    speaking_for = Organisation.objects.get(memberships__person__user=by)
    item = BringItem.objects.filter(invitation__subject=newest(slug)).first()
    if item:
        services.bring_material(item, organisation=speaking_for, by=by)


def _answer(slug: str, key: str, answer: str, people: int, note: str = "") -> None:
    by = user(key)
    invitation = InvitationPage.objects.get(subject=newest(slug))
    speaking_for = Organisation.objects.get(memberships__person__user=by)
    answer_invitation(invitation, organisation=speaking_for, answer=answer, attendees=people, note=note, by=by)


def _cancel(slug: str, by: User) -> None:
    meeting = newest(slug)
    meeting.status = MeetingPage.Status.CANCELLED
    meeting.status_reason = "Narasumber berhalangan; bahannya dibahas pada rapat berikutnya."
    services.publish_page(meeting, by=by)


def _move(slug: str, later: datetime.timedelta, by: User) -> None:
    meeting = newest(slug)
    meeting.starts_at += later
    meeting.ends_at = meeting.ends_at + later if meeting.ends_at else None
    services.publish_page(meeting, by=by)


def _post(slug: str, label: str) -> Post:
    return Post.objects.get(organisation__slug=slug, label=label)


def _unit(name: str, by: User) -> Organisation:
    """One of the 74 invited units; some are in the forum under a longer name already."""
    known = Organisation.objects.filter(name=name).first() or Organisation.objects.filter(slug=slugify(name)).first()
    return known or services.save_values(
        Organisation, by=by, name=name, slug=slugify(name), sector=organisation("dinas-kominfo").sector
    )
