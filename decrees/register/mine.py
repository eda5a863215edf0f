"""What changed for one organisation: its comments and what became of them, and what waits for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from decrees import permissions
from decrees.models import DecreePage, InputRequest, Support
from decrees.register.rows import Register, Row
from forum.models import Membership, Organisation
from forum.permissions import Anyone


@dataclass(slots=True)
class Mine:
    """`rows` are its own comments, `supported` those of others that it stands behind; both in the order of the text."""

    organisation: Organisation
    rows: list[Row]
    supported: list[Row]
    requests: list[InputRequest]
    may_react: bool = False

    @property
    def to_react(self) -> list[Row]:
        """Answered, and the organisation has not said yet what it thinks of that."""
        return [row for row in self.rows if _unheard(row)]

    @property
    def others(self) -> list[Row]:
        return [row for row in self.rows if not _unheard(row)]

    @property
    def contested(self) -> list[Row]:
        return [row for row in self.rows if row.reaction and row.reaction.objects_still]

    @property
    def disturbed(self) -> list[Row]:
        """The passage was changed or is gone although nobody has answered."""
        return [row for row in self.rows if row.answer is None and row.placement and _differs(row)]

    @property
    def waiting(self) -> list[Row]:
        return [row for row in self.rows if row.answer is None and row.asks]

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.supported or self.requests)


def _unheard(row: Row) -> bool:
    return row.answer is not None and row.reaction is None


def mine(decree: DecreePage, user: Anyone) -> list[Mine]:
    """For each organisation that the person speaks for today."""
    register = Register(decree, user)
    organisations = list(_spoken_for(user))
    rows = register.rows(_own(register, organisations))
    supported = Support.objects.filter(organisation__in=organisations, comment__in=register.comments.values("pk"))
    behind = set(supported.values_list("organisation", "comment"))
    wanted = {pk for _organisation, pk in behind}
    others = register.rows([entry for entry in register.entries if entry.pk in wanted])
    requests = list(_requests(decree, organisations))
    return [
        Mine(
            one,
            [row for row in rows if row.comment.organisation_id == one.pk],
            [row for row in others if (one.pk, row.comment.pk) in behind],
            [request for request in requests if request.organisation_id == one.pk],
            permissions.speaking_for(user, one) is not None,
        )
        for one in organisations
    ]


def _spoken_for(user: Anyone) -> Iterable[Organisation]:
    """Those that one is a member of today, and those on whose behalf one speaks."""
    today = Membership.objects.of(user).current()
    through = Q(memberships__in=today) | Q(memberships_on_behalf__in=today)
    return Organisation.objects.filter(through).select_related("sector").distinct().order_by("name")


def _own(register: Register, organisations: Iterable[Organisation]) -> list:
    slugs = {organisation.slug for organisation in organisations}
    return [entry for entry in register.entries if entry.organisation in slugs]


def _requests(decree: DecreePage, organisations: list[Organisation]) -> Iterable[InputRequest]:
    """Still to be met."""
    waiting = InputRequest.objects.filter(round__decree=decree, organisation__in=organisations).unmet()
    return waiting.filter(round__closed_at=None).select_related("round__version").defer("round__version__tree")


def _differs(row: Row) -> bool:
    return bool(row.placement and (row.placement.altered or row.placement.lost))
