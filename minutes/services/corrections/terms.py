"""On what terms minutes may be approved: not before those present could object, and not by whoever edited them last."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum.models import MeetingPage, User
from minutes.models import ApprovalTerms, MinutesPage
from minutes.reading.corrections import last_editor_key, progress_of


def terms_of(minutes: MinutesPage, *, meeting: MeetingPage | None, over_objections: bool, by: User) -> ApprovalTerms:
    """As they are to be recorded. Raises ValidationError if it may not be approved on them."""
    progress = progress_of(minutes)
    if not progress.may_be_approved:
        raise ValidationError(
            _("Those present may still object. Before the deadline minutes are approved only if all of them agreed.")
        )
    same_person = last_editor_key(minutes) == by.pk
    if same_person and not settings.MINUTES_ONE_SECRETARY:
        raise ValidationError(_("You edited these minutes last: somebody else approves them."))
    if progress.unanswered and not over_objections:
        raise ValidationError(
            _("Objections have no answer yet. Answer them, or say that you approve over them: everybody will read it.")
        )
    if meeting is not None and meeting.starts_at < minutes.meeting.starts_at:
        raise ValidationError({"meeting": _("Minutes are approved in the meeting itself or in a later one.")})
    return ApprovalTerms(
        meeting=meeting,
        same_person=same_person,
        unanswered=progress.unanswered,
        standing=progress.standing,
        agreed=len(progress.agreed),
    )
