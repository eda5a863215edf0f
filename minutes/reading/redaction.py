"""What the secretariat decides before an edition is public: what is blacked out, and what looks like personal data."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes.models import KeptFinding, MinutesPage, Redaction, content
from minutes.text.blackouts import stands_in, words_of_markup
from minutes.text.personal import find

KINDS = {
    "nik": gettext_lazy("number of an identity card (NIK)"),
    "nip": gettext_lazy("number of a civil servant (NIP)"),
    "phone": gettext_lazy("telephone number"),
    "email": gettext_lazy("e-mail address"),
    "address": gettext_lazy("street address"),
}
AROUND = 60


@dataclass(frozen=True, slots=True)
class Found:
    """`part` is empty where nothing can be blacked out: that is changed in the editor."""

    part: str
    place: str
    kind: str
    words: str
    before: str
    after: str
    is_blacked: bool
    kept: KeptFinding | None

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])

    @property
    def is_open(self) -> bool:
        return not self.is_blacked and self.kept is None


def redactions_of(minutes: MinutesPage) -> list[Redaction]:
    """Those that the next edition has, and what was shown again."""
    return list(minutes.redactions.select_related("minutes", "lift").order_by("pk"))


def in_force(minutes: MinutesPage, edition: int) -> list[dict[str, Any]] | None:
    """As they stand on the page that is published as this edition."""
    found = minutes.redactions.filter(edition__lte=edition).exclude(lift__edition__lte=edition)
    return [one.plain() for one in found.order_by("pk")] or None


def prepared(minutes: MinutesPage) -> MinutesPage:
    """The newest draft as the public would read it."""
    draft: MinutesPage = minutes.get_latest_revision_as_object()
    draft.blackouts = in_force(minutes, minutes.edition + 1)
    return draft


def findings_of(minutes: MinutesPage) -> list[Found]:
    """Each place in the newest draft, in the order of the rows."""
    draft = prepared(minutes)
    kept = {(one.kind, one.words): one for one in minutes.kept_findings.all()}
    return [found for part, place, words in _rows(draft) for found in _in_row(draft, part, place, words, kept)]


def open_findings_of(minutes: MinutesPage) -> list[Found]:
    return [one for one in findings_of(minutes) if one.is_open]


def _rows(draft: MinutesPage) -> list[tuple[str, str, str]]:
    """Part, place and words; first what is outside the rows."""
    outside = [
        ("", _("Title"), draft.title),
        ("", _("Number"), draft.number),
        *(("", capfirst(_("in which capacity")), one.capacity) for one in draft.attendance.all()),
        *(("", capfirst(_("invited guests without an organisation")), one) for one in content.stored_guests(draft)),
        *(("", capfirst(_("recording")), one.consent) for one in draft.recordings.all()),
        *(("", capfirst(_("signatory")), one.typed_words) for one in draft.signatories.all()),
    ]
    markup = {f"discussion:{one.id}": one for one in draft.discussion if one.block_type == "paragraph"}
    rows = [
        (
            "" if part.endswith(":None") else part,
            place,
            words_of_markup(markup[part].value.source) if part in markup else words,
        )
        for part, (place, words) in content.parts_of(draft).items()
        if part not in draft.gaps
    ]
    return [*outside, *rows]


def _in_row(
    draft: MinutesPage, part: str, place: str, words: str, kept: dict[tuple[str, str], KeptFinding]
) -> list[Found]:
    shown = draft.blackout.row(part, words) if part else words
    return [
        Found(
            part=part,
            place=place,
            kind=one.kind,
            words=one.words,
            before=words[max(0, one.start - AROUND) : one.start],
            after=words[one.end : one.end + AROUND],
            is_blacked=not stands_in(one.words, shown),
            kept=kept.get((one.kind, one.words)),
        )
        for one in find(words)
    ]
