"""What is brought to a meeting, line by line: by whom, and whether it is here already. A fixed number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from forum.models import BringItem, InvitationPage, Material
from forum.models.invitations import Party


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line for one of those who bring it."""

    item: BringItem
    party: Party
    told: Material | None

    @property
    def state(self) -> str:
        return str(self.told.get_state_display()) if self.told else _("not yet")

    @property
    def file(self) -> Material | None:
        return self.told if self.told and self.told.file else None


@dataclass(frozen=True, slots=True)
class Line:
    """One line as those invited see it: `mine` with a form, `files` of all."""

    item: BringItem
    mine: list[Wanted]
    files: list[Material]


def wanted_of(invitation: InvitationPage, parties: Iterable[Party]) -> dict[Party, list[Wanted]]:
    """Of each the lines that it is asked to bring."""
    items = list(invitation.bring_items.all())
    newest = _newest(invitation) if items else {}
    return {
        party: [Wanted(item, party, newest.get((item.pk, party))) for item in items if item.is_asked_of(party)]
        for party in parties
    }


def lines_for(invitation: InvitationPage, mine: Collection[Party]) -> list[Line]:
    """Those that one answers for come with a form. Files are of those who are invited still."""
    items = list(invitation.bring_items.select_related("organisation", "person"))
    newest = _newest(invitation) if items else {}
    invited = {one.party for one in invitation.invitees.select_related("organisation", "person")} if newest else set()
    return [
        Line(
            item,
            [Wanted(item, one, newest.get((item.pk, one))) for one in mine if item.is_asked_of(one)],
            [one for (key, party), one in newest.items() if key == item.pk and one.file and party in invited],
        )
        for item in items
    ]


def missing_of(invitation: InvitationPage, parties: Iterable[Party]) -> list[str]:
    """What they have said nothing of, each once."""
    wanted = wanted_of(invitation, parties)
    return list(dict.fromkeys(one.item.text for lines in wanted.values() for one in lines if one.told is None))


def material_of(invitation: InvitationPage, pk: int) -> Material | None:
    """One that counts, with its file."""
    return next((one for line in lines_for(invitation, []) for one in line.files if one.pk == pk), None)


def _newest(invitation: InvitationPage) -> dict[tuple[int, Party], Material]:
    rows = Material.objects.filter(invitation=invitation.pk, item__isnull=False, forgotten_at=None)
    told = rows.select_related("organisation", "person").order_by("pk")
    return {(one.item_id, one.party): one for one in told if one.item_id}
