"""What a new installation still lacks, as a list that is gone when all of it is done. One query."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from forum import events
from forum.models import (
    ForumSettings,
    LedgerEntry,
    MeetingIndexPage,
    MeetingPage,
    Membership,
    Organisation,
    Sector,
    User,
)

FIRST_REGION = ForumSettings._meta.get_field("region").default
TRIED = [events.MAIL_TRIED, events.INVITATION_SENT]


@dataclass(frozen=True)
class Step:
    """`posts`: the address is a button that does it, not a page to read."""

    title: str
    hint: str
    url: str
    done: bool
    posts: bool = False


def first_steps(user: User) -> list[Step]:
    """In the order in which they are done; none where all are."""
    done = _done(user)
    return [] if all(done.values()) else _steps(done)


def _done(user: User) -> dict[str, bool]:
    named = ForumSettings.objects.exclude(secretariat=None)
    of_secretariat = Membership.objects.current().filter(
        person__user__is_active=True, organisation__in=named.values("secretariat")
    )
    facts: dict[str, QuerySet[Any]] = {
        "names": ForumSettings.objects.exclude(region=FIRST_REGION),
        "sectors": Sector.objects.all(),
        "secretariat": named,
        "person": of_secretariat,
        "mail": LedgerEntry.objects.filter(verb__in=TRIED),
        "organisations": Organisation.objects.exclude(pk__in=named.values("secretariat")),
        "meeting": MeetingPage.objects.live(),
    }
    asked = {f"has_{name}": Exists(found.order_by()) for name, found in facts.items()}
    # A row to hang the questions on: the one who asks.
    answered: Any = User.objects.filter(pk=user.pk).values(**asked).get()
    return {name: answered[f"has_{name}"] for name in facts}


def _steps(done: dict[str, bool]) -> list[Step]:
    settings = reverse("wagtailsettings:edit", args=["forum", "forumsettings"])
    return [
        Step(_("Name and region"), _("As letters and drafts name them."), settings, done["names"]),
        Step(_("Sectors"), _("The parts of society that meet here."), reverse("sector:index"), done["sectors"]),
        Step(
            _("Secretariat"),
            _("Enter its organisation, then name it in the settings."),
            settings if done["organisations"] else reverse("organisation:add"),
            done["secretariat"],
        ),
        Step(
            _("Yourself"),
            _("A person of the secretariat: entries then name your office."),
            reverse("cms_introduce") if done["secretariat"] else settings,
            done["person"],
        ),
        Step(
            _("Mail"),
            _("Send a mail to yourself, and look whether it came."),
            reverse("cms_test_mail"),
            done["mail"],
            True,
        ),
        Step(
            _("Organisations and people"),
            _("From a table, all at once, or one by one."),
            reverse("forum_import", args=["organisasi"]),
            done["organisations"],
        ),
        Step(_("First meeting"), _("Announce it; the invitation stands below it."), _new_meeting(), done["meeting"]),
    ]


def _new_meeting() -> str:
    index = MeetingIndexPage.objects.first()
    if index is None:
        return reverse("wagtailadmin_explore_root")
    return reverse("wagtailadmin_pages:add", args=["forum", "meetingpage", index.pk])
