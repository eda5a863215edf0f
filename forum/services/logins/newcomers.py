"""Who has never signed in, and whether a link to do so can be sent to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from forum import events, ledger
from forum.models import LedgerEntry, Membership, Person, User

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Newcomer:
    """`why_not` is empty for whoever can be invited; `invited_at` for whoever never was."""

    person: Person
    why_not: str
    invited_at: datetime | None

    @property
    def organisations(self) -> str:
        return ", ".join(one.organisation.label for one in self.person.memberships.all())

    @property
    def is_suggested(self) -> bool:
        """Speaks for somebody, and has no link yet."""
        return not (self.why_not or self.person.user_id) and bool(self.organisations)


def never_signed_in() -> QuerySet[Person]:
    """Those who speak for an organisation today first."""
    speaks = Membership.objects.current().filter(person=OuterRef("pk"))
    people = Person.objects.standing().filter(Q(user=None) | Q(user__last_login=None, user__is_active=True))
    return people.annotate(speaks=Exists(speaks)).order_by("-speaks", "name", "pk")


def newcomers() -> list[Newcomer]:
    """As many as are shown at once."""
    current = Membership.objects.current().select_related("organisation").order_by("organisation__name", "pk")
    people = list(never_signed_in().prefetch_related(Prefetch("memberships", queryset=current))[:AT_ONCE])
    taken, invited = _taken_addresses(people), _invited_at(people)
    return [Newcomer(one, _why_not(one, taken), invited.get(ledger.target_of(one))) for one in people]


def _why_not(person: Person, taken: set[str]) -> str:
    if person.user_id is None and not person.email:
        return _("no email address")
    if person.user_id is None and person.email.lower() in taken:
        return _("this email address belongs to another person's login")
    return ""


def _taken_addresses(people: Iterable[Person]) -> set[str]:
    asked = {one.email.lower() for one in people if one.user_id is None and one.email}
    logins = User.objects.annotate(address=Lower("email")).filter(address__in=asked)
    return set(logins.exclude(person=None).values_list("address", flat=True))


def _invited_at(people: Iterable[Person]) -> dict[str, datetime]:
    targets = [ledger.target_of(one) for one in people]
    entries = LedgerEntry.objects.filter(verb=events.LOGIN_INVITED, target__in=targets).order_by()
    return dict(entries.values_list("target").annotate(last=Max("at")))
