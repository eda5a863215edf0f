"""What became of what somebody said online without a login, for whoever has the link."""

from dataclasses import dataclass, field

from decrees.models import Citizen, CitizenComment, CitizenSupport
from decrees.models.hiding import ERASED
from decrees.permissions import can_view
from decrees.reading.threads import redlined
from decrees.register.rows import Register, Row
from decrees.text.anchoring.targets import words_at
from forum.permissions import Anyone


@dataclass(slots=True)
class Heard:
    """`row` is the comment in the register, if everybody may read it today; `words` its passage then and now."""

    asked: CitizenComment
    row: Row | None = None
    words: list[tuple[str, str]] = field(default_factory=list)

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
        """The version in which the passage reads otherwise; 0 if it does not."""
        anchor = self.row.anchor if self.row else None
        return anchor.version.number if anchor and (anchor.altered or anchor.lost) else 0


def heard_of(citizen: Citizen, user: Anyone) -> list[Heard]:
    """The newest first."""
    asked = citizen.comments.select_related("comment", "round", "version").order_by("-asked_at", "-pk")
    rows = _rows(citizen, user, {one.comment_id for one in asked if one.comment_id})
    return [_heard(one, rows.get(one.comment_id or 0)) for one in asked]


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


def _heard(asked: CitizenComment, row: Row | None) -> Heard:
    told = Heard(asked, row)
    if told.was_changed_in and row and row.anchor:
        now = words_at(row.anchor.version.document, row.anchor.target) if not row.anchor.lost else ""
        told.words = list(redlined(row.comment.passage_in(asked.version.document), now))
    return told
