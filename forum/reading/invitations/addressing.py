"""Whom one may invite: every organisation with how it is reached, and the groups that are invited with one choice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.forms import BaseFormSet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import (
    Delivery,
    InvitedPerson,
    InviteeList,
    Membership,
    Organisation,
    OrganisationKind,
    Sector,
    Team,
    TeamMembership,
)
from forum.reading.invitations.deliveries import Recipients, recipients_of

UNREACHED = "none"


@dataclass(frozen=True, slots=True)
class Group:
    """`addressees`, by organisation, stand where a list names them."""

    name: str
    members: list[int]
    addressees: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one kind; `kind` is 0 for organisations without one."""

    kind: int
    name: str
    rows: list[Any]


@dataclass(frozen=True, slots=True)
class Whom:
    groups: dict[str, list[Group]]
    sections: list[Section]
    data: dict[str, Any]
    own_lists: str  # the headings of these parts of the groups
    by_team: str
    keep_url: str
    people: list[Any]  # the rows of single people


def whom(formset: BaseFormSet[Any]) -> Whom:
    """What the panel of an invitation, or of a list, needs. A fixed number of queries. What is chosen for an
    invitation can be kept as a list."""
    people = [form for form in formset.forms if _names_person(form)]
    _show_people(people)
    chosen = {str(form["organisation"].value() or "") for form in formset.forms}
    mine = Q(pk__in=[key for key in chosen if key.isdecimal()])
    offered = Organisation.objects.filter(Q(merged_into=None) | mine)
    organisations = list(offered.order_by("kind__sort_order", "kind__name", "name"))
    kinds = list(OrganisationKind.objects.all())
    groups = _groups(organisations, kinds)
    reached = recipients_of(organisations)
    known = {one.pk: _plain(one, reached[one.pk]) for one in organisations}
    numbered = [group for part in groups.values() for group in part]
    data = {
        "organisations": known,
        "groups": [{"members": one.members, "addressees": one.addressees} for one in numbered],
        "words": {
            "count": _("Invited: %(all)s · by mail to people: %(people)s · to the office: %(office)s"),
            "alone": _("single people: %(person)s"),
            "unreached": _("no address: %(none)s"),
            "add": _("Add %s"),
            "remove": _("Remove %s"),
            "nothing": _("No organisation of this name."),
            "kept": _("Kept as the list %s: from now on it is one choice."),
            "unkept": _("The list could not be kept. Is there a connection?"),
        },
    }
    keep_url = "" if isinstance(getattr(formset, "instance", None), InviteeList) else reverse("forum_list_keep")
    sections = _sections([one for one in formset.forms if one not in people], kinds, known)
    return Whom(groups, sections, data, _("Own lists"), _("By team"), keep_url, people)


def _names_person(form: Any) -> bool:
    return "line" in form.fields and bool(form["person"].value() or form["line"].value())


def _show_people(forms: list[Any]) -> None:
    """Each as its line, how it is reached, and whom of the directory the address belongs to."""
    keys = [int(key) for form in forms if str(key := form["person"].value() or "").isdecimal()]
    known = InvitedPerson.objects.in_bulk(keys) if keys else {}
    for form in forms:
        key = str(form["person"].value() or "")
        person = known.get(int(key)) if key.isdecimal() else None
        form.shown = form["line"].value() or (person.line if person else "")
        form.way = "person" if "@" in form.shown else UNREACHED
        form.reach = (
            _("by mail") if "@" in form.shown else _("by message") if person and person.phone else _("no address")
        )
        form.email = person.email if person else ""
    speaking = _speaking_at({form.email for form in forms if form.email})
    for form in forms:
        form.membership = speaking.get(form.email)


def _speaking_at(addresses: set[str]) -> dict[str, Membership]:
    """Who of the directory has one of these addresses and speaks for an organisation."""
    if not addresses:
        return {}
    theirs = Q(person__email__in=addresses) | Q(person__user__email__in=addresses)
    found = Membership.objects.current().filter(theirs, organisation__merged_into=None)
    return {
        address.lower(): one
        for one in found.select_related("person__user", "organisation").order_by("-pk")
        for address in (one.person.email, one.person.user.email if one.person.user else "")
        if address
    }


def _plain(organisation: Organisation, recipients: Recipients) -> dict[str, Any]:
    way, reach = _reach(recipients)
    short = organisation.short_name if organisation.short_name != organisation.name else ""
    return {"name": organisation.name, "short": short, "kind": organisation.kind_id or 0, "way": way, "reach": reach}


def _reach(recipients: Recipients) -> tuple[str, str]:
    many = len(recipients.addresses)
    if not many:
        return UNREACHED, _("no address")
    if recipients.way == Delivery.Way.OFFICE:
        return recipients.way.value, _("office address")
    return recipients.way.value, ngettext("%d person", "%d people", many) % many


def _groups(organisations: list[Organisation], kinds: list[OrganisationKind]) -> dict[str, list[Group]]:
    members = [one.pk for one in organisations if one.is_forum_member]
    everybody = Group(_("Everybody"), [one.pk for one in organisations])
    lists = InviteeList.objects.prefetch_related("invitees")
    found = {
        _("All"): [everybody, Group(_("Members of the forum"), members)],
        _("By sector"): [
            Group(str(sector), [one.pk for one in organisations if one.sector_id == sector.pk])
            for sector in Sector.objects.all()
        ],
        _("By kind"): [Group(kind.name, [one.pk for one in organisations if one.kind_id == kind.pk]) for kind in kinds],
        _("By team"): _teams({one.pk for one in organisations}),
        _("Own lists"): [_listed(one.name, one.invitees.all()) for one in lists],
    }
    some = {heading: [group for group in part if group.members] for heading, part in found.items()}
    return {heading: part for heading, part in some.items() if part}


def _teams(known: set[int]) -> list[Group]:
    """The organisations with a seat today, each once: by the office of its first seat."""
    seats: dict[int, dict[int, str]] = {}
    for seat in TeamMembership.objects.current().filter(organisation__in=known, team__is_active=True):
        seats.setdefault(seat.team_id, {}).setdefault(seat.organisation_id, seat.office)
    names = Team.objects.in_bulk(seats) if seats else {}
    return [Group(names[key].label, list(offices), offices) for key, offices in seats.items()]


def _listed(name: str, invitees: Iterable[Any]) -> Group:
    listed = list(invitees)
    return Group(name, [one.organisation_id for one in listed], {one.organisation_id: one.addressee for one in listed})


def _sections(forms: list[Any], kinds: list[OrganisationKind], known: dict[int, Any]) -> list[Section]:
    """The rows in their order, those of one kind together."""
    sections = {kind.pk: Section(kind.pk, kind.name, []) for kind in kinds}
    sections[0] = Section(0, _("Others"), [])
    for form in forms:
        chosen = str(form["organisation"].value() or "")
        form.chosen = known.get(int(chosen)) if chosen.isdecimal() else None
        sections[form.chosen["kind"] if form.chosen else 0].rows.append(form)
    return list(sections.values())
