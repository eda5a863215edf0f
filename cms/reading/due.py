"""What waits for the secretariat: late things first, then what comes up. A fixed number of queries."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decrees.models import Comment, Concealment, DecreePage, Round
from forum import clock
from forum.documents.spelling import dates_of
from forum.models import InvitationPage, MeetingPage, Precision, SentMail, User
from forum.models.ledger.hiding import undecided
from forum.reading.meetings.regularity import pause
from minutes.models import ActionItem, HiddenPart, MinutesPage
from minutes.models.states import State

SOON = datetime.timedelta(days=14)
MONTH = datetime.timedelta(days=30)
SHOWN = 10


@dataclass(frozen=True)
class Due:
    """One line of the list: what, why it is here, where to do it, whether it is late, and its day."""

    title: str
    what: str
    url: str
    late: bool = False
    on: datetime.date | None = None

    @property
    def is_today(self) -> bool:
        return self.on == clock.today()

    @property
    def place(self) -> tuple[bool, bool, datetime.date]:
        """Today's work first, then what is late, then what comes; each from the earliest day on."""
        return not self.is_today, not self.late, self.on or datetime.date.max


def due_items(user: User) -> list[Due]:
    comments = [*comments_to_answer(user), *answers_overdue(user)]
    words = [*hidings_to_decide(), *parts_to_decide(), *reports_open()]
    items = [
        *mails_returned(),
        *minutes_to_write(),
        *minutes_under_way(),
        *comments,
        *words,
        *rounds_closing(),
        *actions_overdue(),
    ]
    return sorted([*items, *meetings_coming(), *meeting_wanted()], key=lambda item: item.place)


def _edit(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def mails_returned() -> list[Due]:
    """What came back of late: whoever is not reached is called."""
    lately = Q(sent_mails__state=SentMail.State.BOUNCED, sent_mails__failed_at__gte=clock.now() - SOON)
    returned = Count("sent_mails__address", filter=lately, distinct=True)
    letters = InvitationPage.objects.live().annotate(returned=returned).filter(returned__gt=0).order_by("-pk")[:SHOWN]
    return [
        Due(
            invitation.title,
            ngettext("%(n)d mail did not arrive: call.", "%(n)d mails did not arrive: call.", invitation.returned)
            % {"n": invitation.returned},
            f"{reverse('forum_answers', args=[invitation.pk])}?keadaan=bounced",
            late=True,
        )
        for invitation in letters
    ]


def minutes_to_write() -> list[Due]:
    held = MeetingPage.objects.live().filter(starts_at__lt=clock.now(), minutes=None)
    held = held.exclude(status__in=[MeetingPage.Status.CANCELLED, MeetingPage.Status.POSTPONED])
    held = held.filter(precision__in=[Precision.HOUR, Precision.DAY])
    return [
        Due(
            meeting.title,
            _("The minutes are still to be written."),
            reverse("wagtailadmin_pages:add", args=["minutes", "minutespage", meeting.pk]),
            late=True,
            on=_day(meeting.starts_at),
        )
        for meeting in held.order_by("-starts_at")[:SHOWN]
    ]


def minutes_under_way() -> list[Due]:
    waiting = {
        State.DRAFT: _("The minutes are a draft: circulate them for correction."),
        State.CIRCULATED: _("The minutes are circulated: approve them when the corrections are in."),
        State.APPROVED: _("The minutes are approved: publish them."),
    }
    records = MinutesPage.objects.filter(state__in=waiting).order_by("-latest_revision_created_at")[:SHOWN]
    return [Due(record.title, waiting[State(record.state)], _edit(record.pk)) for record in records]


def comments_to_answer(user: User) -> list[Due]:
    """Those that this person may read: of what organisations keep to themselves not even the number is told."""
    unanswered = Q(versions__comments__in=Comment.objects.visible_to(user).unanswered())
    decrees = DecreePage.objects.annotate(waiting=Count("versions__comments", filter=unanswered)).filter(waiting__gt=0)
    return [
        Due(
            decree.title,
            ngettext("%(n)d comment waits for an answer.", "%(n)d comments wait for an answer.", decree.waiting)
            % {"n": decree.waiting},
            reverse("decrees_admin:comments", args=[decree.pk]),
        )
        for decree in decrees[:SHOWN]
    ]


def answers_overdue(user: User) -> list[Due]:
    """What an organisation was asked to answer and has not, by the day that was named."""
    waiting = Comment.objects.visible_to(user).unanswered().filter(assignment__due__lt=clock.today())
    late = waiting.select_related("assignment__organisation", "version__decree").defer("version__tree")
    return [
        Due(
            comment.version.decree.title,
            _("%(name)s was to answer a comment on %(place)s until %(date)s.")
            % {
                "name": comment.assignment.organisation.label,
                "place": comment.clause_label,
                "date": date_format(comment.assignment.due, "j F Y"),
            },
            reverse("decrees_admin:answer", args=[comment.version.decree_id, comment.pk]),
            late=True,
            on=comment.assignment.due,
        )
        for comment in late.order_by("assignment__due")[:SHOWN]
    ]


def hidings_to_decide() -> list[Due]:
    """What waits for a second person; what is hidden already goes first, for it is shown again in days."""
    waiting = (
        undecided(Concealment.objects.all()).select_related("comment__version__decree").defer("comment__version__tree")
    )
    return [
        Due(
            hiding.comment.version.decree.title,
            _("A second person is to decide whether words at %(place)s are hidden.")
            % {"place": hiding.comment.clause_label},
            reverse("decrees_admin:hiding", args=[hiding.comment.version.decree_id, hiding.pk]),
            late=hiding.provisional,
        )
        for hiding in waiting.order_by("-provisional", "at")[:SHOWN]
    ]


def parts_to_decide() -> list[Due]:
    """What waits for a second person in minutes; what is hidden already goes first."""
    waiting = undecided(HiddenPart.objects.all()).select_related("minutes").order_by("-provisional", "at")
    return [
        Due(
            hiding.minutes.title,
            _("A second person is to decide whether a part of the minutes is hidden."),
            reverse("minutes_hiding", args=[hiding.minutes_id, hiding.pk]),
            late=hiding.provisional,
        )
        for hiding in waiting[:SHOWN]
    ]


def reports_open() -> list[Due]:
    open_ = Count("versions__comments__reports", filter=Q(versions__comments__reports__closed_at=None))
    return [
        Due(
            decree.title,
            ngettext("%(n)d report of a reader is open.", "%(n)d reports of readers are open.", decree.reported)
            % {"n": decree.reported},
            reverse("decrees_admin:hidings", args=[decree.pk]),
        )
        for decree in DecreePage.objects.annotate(reported=open_).filter(reported__gt=0)[:SHOWN]
    ]


def rounds_closing() -> list[Due]:
    rounds = Round.objects.filter(closed_at=None).select_related("decree").order_by("closes_at")
    now = clock.now()
    ended, closing = _("The round ended on %(date)s: close it."), _("The round closes on %(date)s.")
    return [
        Due(
            round_.decree.title,
            (ended if round_.closes_at < now else closing) % {"date": _date(round_.closes_at)},
            _edit(round_.decree_id),
            late=round_.closes_at < now,
            on=_day(round_.closes_at),
        )
        for round_ in rounds.filter(closes_at__lt=now + SOON)[:SHOWN]
    ]


def actions_overdue() -> list[Due]:
    overdue = ActionItem.objects.overdue().filter(minutes__live=True).select_related("owner", "minutes")
    board = reverse("minutes_actions")
    found = list(overdue.order_by("due_date")[: SHOWN + 1])
    items = [Due(item.shown_text, item.owner.name, board, late=True, on=item.due_date) for item in found[:SHOWN]]
    if len(found) > SHOWN:
        more = overdue.count() - SHOWN
        words = ngettext("%(n)d more overdue follow-up", "%(n)d more overdue follow-ups", more) % {"n": more}
        items.append(Due(words, _("They stand in the list of follow-ups."), board, late=True, on=items[-1].on))
    return items


def meetings_coming() -> list[Due]:
    """Those of today stay until they are over; what is called off is no work."""
    now, called_off = clock.now(), [MeetingPage.Status.CANCELLED, MeetingPage.Status.POSTPONED]
    today = clock.local_now().replace(hour=0, minute=0, second=0, microsecond=0)
    still = Q(starts_at__gte=today) | Q(ends_at__gt=now)
    coming = MeetingPage.objects.filter(still).exclude(status__in=called_off).exclude(ends_at__lte=now)
    return [
        Due(
            meeting.title,
            _("Meets on %(date)s.") % {"date": dates_of(meeting)},
            _edit(meeting.pk),
            on=_day(meeting.starts_at),
        )
        for meeting in coming.order_by("starts_at")[:SHOWN]
    ]


def meeting_wanted() -> list[Due]:
    """The forum is to meet at least every six months: said a month before that is over, and until it has met."""
    since = pause()
    if since is None or clock.today() < since.until - MONTH:
        return []
    told = {"n": since.days, "date": date_format(since.until, "j F Y")}
    what = ngettext(
        "The last meeting was %(n)d day ago; the OGP asks for one at least every six months, until %(date)s.",
        "The last meeting was %(n)d days ago; the OGP asks for one at least every six months, until %(date)s.",
        since.days,
    )
    url = reverse("meetings:index")
    return [Due(_("The forum is to meet"), what % told, url, late=since.is_too_long, on=since.until)]


def _date(moment: datetime.datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def _day(moment: datetime.datetime) -> datetime.date:
    return timezone.localtime(moment).date()
