"""The first steps of a new forum: its names, its secretariat, and who does them. Told again, nothing is doubled."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext
from wagtail.models import Site

from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from forum import clock, events, ledger, permissions, services
from forum.models import ForumSettings, Membership, Organisation, Person, Sector, User
from forum.models.access import organisation_of_duty
from forum.services.tasks import password_url

# Who signs the decrees of a region, by its kind.
HEADS = {"kabupaten": "BUPATI", "kota": "WALI KOTA"}
# Each has a colour and a sign of its own (docs/design-system.md); a forum adds others.
SECTORS = [
    ("government", "Pemerintah", "Government"),
    ("ngo", "Masyarakat sipil", "Civil society"),
    ("academic", "Akademisi", "Academia"),
]


@dataclass(frozen=True)
class FirstSteps:
    """What a new installation is told. `names` are fields of the forum's settings."""

    names: dict[str, str]
    secretariat: str
    secretariat_short: str
    person: str
    email: str
    post: str = ""


@transaction.atomic
def begin(steps: FirstSteps) -> User:
    """The forum with its names, its secretariat and its first administrator, who is named in every entry.

    Raises ValidationError for what cannot be: an address that is none, or that of a login without this duty.
    """
    prepare_site()
    login = _administrator(steps.email, steps.person)
    with LogContext(user=login):
        make_sectors(by=login)
        office = _secretariat(steps, login)
        _name_the_forum(steps.names, office)
        login.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    introduce(name=steps.person, post=steps.post, by=login)
    return login


def _administrator(email: str, name: str) -> User:
    login = User.objects.filter(email__iexact=email).first()
    if login is None:
        login = User(email=email.lower(), first_name=name[:150], is_staff=True, is_superuser=True)
        login.set_unusable_password()
        login.full_clean()
        login.save()
        ledger.append(events.LOGIN_MADE, target=login, by=None)
    if not login.is_superuser:
        raise ValidationError(_("%s signs in already and is no administrator.") % email)
    return login


@transaction.atomic
def make_sectors(*, by: User) -> None:
    """The usual ones, where there is none yet."""
    if not Sector.objects.exists():
        for order, (slug, name, name_en) in enumerate(SECTORS):
            services.save_values(Sector, by=by, slug=slug, name=name, name_en=name_en, sort_order=order)


def _secretariat(steps: FirstSteps, by: User) -> Organisation:
    found = Organisation.objects.filter(name__iexact=steps.secretariat).first()
    if found is None:
        found = services.save_values(
            Organisation,
            by=by,
            name=steps.secretariat,
            short_name=steps.secretariat_short,
            slug=services.free_slug(steps.secretariat_short or steps.secretariat),
            sector=Sector.objects.first(),
            is_forum_member=True,
        )
    return found


def _name_the_forum(names: dict[str, str], office: Organisation) -> None:
    """Told in the ledger as in the editors' rooms (`forum/services/signals/acts.py`), as far as something changed."""
    site = Site.objects.get(is_default_site=True)
    settings = ForumSettings.objects.filter(site=site).first() or ForumSettings(site=site)
    told: dict[str, Any] = {**names, "secretariat": office}
    for name, value in _following_from(names.get("region", "")).items():
        if _is_unsaid(settings, name):
            told.setdefault(name, value)
    for field, value in told.items():
        setattr(settings, field, value)
    settings.full_clean()
    settings.save()


def _following_from(region: str) -> dict[str, str]:
    """A regency is led by its bupati, a city by its wali kota; both sign where the region has its name from."""
    kind, _space, place = " ".join(region.split()).partition(" ")
    office = HEADS.get(kind.lower())
    return {"decree_office": f"{office} {place.upper()}", "place": place} if office and place else {}


def _is_unsaid(settings: ForumSettings, name: str) -> bool:
    return bool(getattr(settings, name) == ForumSettings._meta.get_field(name).get_default())


@transaction.atomic
def introduce(*, name: str, post: str, by: User) -> Membership:
    """Whoever has the duty, and has no membership yet, says who they are: a person of the secretariat.

    Raises ValidationError where no organisation is the secretariat.
    """
    permissions.require(permissions.can_manage_forum(by))
    office = organisation_of_duty()
    if office is None:
        raise ValidationError(_("Name the secretariat in the forum's settings first."))
    person = Person.objects.filter(user=by).first() or _person_of(by, name)
    known: Membership | None = Membership.objects.current().filter(person=person, organisation=office).first()
    if known:
        return known
    held = services.post_named(office, post, by=by) if post else None
    return services.start_membership(person, organisation=office, post=held, start_date=clock.today(), by=by)


def _person_of(login: User, name: str) -> Person:
    known = Person.objects.filter(user=None, email__iexact=login.email).first()
    person: Person = known or services.save_values(Person, by=login, name=name, email=login.email)
    person.user = login
    person.save(update_fields=["user"])
    return person


def link_to_choose_password(login: User) -> str:
    """Empty once a password was chosen."""
    return "" if login.has_usable_password() else password_url(login)
