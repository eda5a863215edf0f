"""What changed for one organisation: its comments and what became of them; what it is to answer, what waits for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import QuerySet

from decrees import permissions
from decrees.models import Assignment, Comment, DecreePage, InputRequest, Support
from decrees.register.rows import Register, Row
from forum.models import Organisation
from forum.models.access import memberships_of
from forum.permissions import Anyone


@dataclass(slots=True)
class Asked:
    """A comment that an organisation is to answer."""

    row: Row
    assignment: Assignment


@dataclass(slots=True)
class Mine:
    """`rows` are its own comments, `supported` those of others that it stands behind; both in the order of the text.
    `asked` are those that it is to answer, the longest due first."""

    organisation: Organisation
    rows: list[Row]
    supported: list[Row]
    requests: list[InputRequest]
    asked: list[Asked]
    may_react: bool = False
    may_answer: bool = False

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
        return [row for row in self.rows if row.answer is None and row.anchor and _differs(row)]

    @property
    def waiting(self) -> list[Row]:
        return [row for row in self.rows if row.answer is None and row.asks]

    @property
    def late(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.assignment.is_late]

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.supported or self.requests or self.asked)


def _unheard(row: Row) -> bool:
    return row.answer is not None and row.reaction is None


def mine(decree: DecreePage, user: Anyone) -> list[Mine]:
    """For each organisation that the person speaks for today."""
    register = Register(decree, user)
    organisations = _spoken_for(user)
    rows = register.rows(_own(register, organisations))
    supported = Support.objects.filter(organisation__in=organisations, comment__in=register.comments.values("pk"))
    behind = set(supported.values_list("organisation", "comment"))
    given = {assignment.comment_id: assignment for assignment in to_answer(decree, user, organisations)}
    wanted = {pk for _organisation, pk in behind} | set(given)
    others = register.rows([entry for entry in register.entries if entry.pk in wanted])
    asked = sorted(_asked(others, given), key=lambda one: one.assignment.due)
    requests, may_answer = list(_requests(decree, organisations)), permissions.can_answer(user, decree)
    return [
        Mine(
            one,
            [row for row in rows if row.comment.organisation_id == one.pk],
            [row for row in others if (one.pk, row.comment.pk) in behind],
            [request for request in requests if request.organisation_id == one.pk],
            [each for each in asked if each.assignment.organisation_id == one.pk],
            permissions.speaking_for(user, one) is not None,
            may_answer,
        )
        for one in organisations
    ]


def _asked(rows: Iterable[Row], given: dict[int, Assignment]) -> Iterable[Asked]:
    for row in rows:
        if assignment := given.get(row.comment.pk):
            assignment.comment = row.comment  # has its answer at hand
            yield Asked(row, assignment)


def _spoken_for(user: Anyone) -> list[Organisation]:
    """Those that one is a member of today, and those on whose behalf one speaks, by name."""
    found = {one.pk: one for membership in memberships_of(user) for one in membership.organisations}
    return sorted(found.values(), key=attrgetter("name"))


def to_answer(
    decree: DecreePage, user: Anyone, organisations: Iterable[Organisation] | None = None
) -> QuerySet[Assignment]:
    """What waits for an answer of the organisations that the person speaks for, as far as they may read it."""
    by = _spoken_for(user) if organisations is None else organisations
    asked = Assignment.objects.filter(organisation__in=by, comment__version__decree=decree, comment__answer=None)
    # For most there is nothing, and then one query tells.
    if not (wanted := list(asked.values_list("comment", flat=True))):
        return asked.none()
    visible = Comment.objects.visible_to(user).unanswered().filter(pk__in=wanted)
    return asked.filter(comment__in=visible.values("pk"))


def _own(register: Register, organisations: Iterable[Organisation]) -> list:
    slugs = {organisation.slug for organisation in organisations}
    return [entry for entry in register.entries if entry.organisation in slugs]


def _requests(decree: DecreePage, organisations: list[Organisation]) -> Iterable[InputRequest]:
    """Still to be met."""
    waiting = InputRequest.objects.filter(round__decree=decree, organisation__in=organisations).unmet()
    return waiting.filter(round__closed_at=None).select_related("round__version").defer("round__version__tree")


def _differs(row: Row) -> bool:
    return bool(row.anchor and (row.anchor.altered or row.anchor.lost))
