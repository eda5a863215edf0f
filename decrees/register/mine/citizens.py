"""What became of what somebody said online without a login, for whoever has the link."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from decrees.models import Citizen, CitizenComment, CitizenSupport, Comment
from decrees.models.hiding import ERASED
from decrees.permissions import can_view
from decrees.reading.threads import redlined
from decrees.register.rows import Register, Row
from decrees.text.anchoring.targets import words_at
from forum.permissions import Anyone


@dataclass(slots=True)
class Heard:
    """`row` is the comment in the register, if everybody may read it today; `words` its passage then and now. `beside`
    are the wordings for further passages that were sent with it."""

    asked: CitizenComment
    row: Row | None = None
    words: list[tuple[str, str]] = field(default_factory=list)
    beside: "list[Beside]" = field(default_factory=list)

    @property
    def state(self) -> str:
        return self.asked.state.value

    @property
    def own_words(self) -> str:
        """As they were typed: of those that became the comment, its words, or the gap in their place."""
        if self.asked.text or self.asked.comment is None:
            return "" if self.asked.text == ERASED else self.asked.text
        return self.asked.comment.text

    @property
    def proposed(self) -> str | None:
        """The wording that was proposed: of what became a comment it stands there."""
        return self.asked.comment.proposed if self.asked.comment else self.asked.proposed

    @property
    def is_copy(self) -> bool:
        """Somebody else's words stand for it."""
        return bool(self.asked.comment and self.asked.text)

    @property
    def was_changed_in(self) -> int:
        return changed_in(self.row)


@dataclass(slots=True)
class Beside:
    """A wording for a further passage, which is answered by itself once it is published."""

    place: str
    proposed: str | None
    row: Row | None = None
    words: list[tuple[str, str]] = field(default_factory=list)

    @property
    def was_changed_in(self) -> int:
        return changed_in(self.row)


def changed_in(row: Row | None) -> int:
    """The version in which its passage reads otherwise; 0 if it does not."""
    anchor = row.anchor if row else None
    return anchor.version.number if anchor and (anchor.altered or anchor.lost) else 0


def heard_of(citizen: Citizen, user: Anyone) -> list[Heard]:
    """The newest first."""
    asked = citizen.comments.select_related("comment", "round", "version").order_by("-asked_at", "-pk")
    made = {one.comment_id for one in asked if one.comment_id}
    beside = list(Comment.objects.filter(together_with__in=made).order_by("pk"))
    rows = _rows(citizen, user, made | {one.pk for one in beside})
    return [_heard(one, [each for each in beside if each.together_with_id == one.comment_id], rows) for one in asked]


def supported_of(citizen: Citizen, user: Anyone) -> list[tuple[CitizenSupport, Row | None]]:
    supports = citizen.supports.select_related("comment__organisation", "comment__version", "comment__round").order_by(
        "-asked_at"
    )
    rows = _rows(citizen, user, {one.comment_id for one in supports})
    return [(one, rows.get(one.comment_id)) for one in supports]


def _rows(citizen: Citizen, user: Anyone, keys: set[int]) -> dict[int, Row]:
    """The rows of the register by comment, as the reader may see them."""
    if not keys or not can_view(user, citizen.decree):
        return {}
    register = Register(citizen.decree, user)
    return {row.comment.pk: row for row in register.rows([one for one in register.entries if one.pk in keys])}


def _heard(asked: CitizenComment, beside: Iterable[Comment], rows: Mapping[int, Row]) -> Heard:
    row = rows.get(asked.comment_id or 0)
    told = Heard(asked, row, _then_and_now(asked, row))
    told.beside = [Beside(passage.label, wording) for passage, wording in asked.proposed_beside]
    for one in beside:
        row = rows.get(one.pk)
        told.beside.append(Beside(one.clause_label, one.proposed, row, _then_and_now(asked, row)))
    return told


def _then_and_now(asked: CitizenComment, row: Row | None) -> list[tuple[str, str]]:
    if row is None or row.anchor is None or not changed_in(row):
        return []
    now = words_at(row.anchor.version.document, row.anchor.target) if not row.anchor.lost else ""
    return list(redlined(row.comment.passage_in(asked.version.document), now))
