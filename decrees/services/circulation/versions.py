"""Make a version, which never changes, from the text in the editor."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions, text
from decrees.drafting.member_table import with_links
from decrees.models import Comment, DecreePage, Version
from decrees.models.words import clean_text
from decrees.reading.comparison import VersionComparison
from decrees.services.answering.answers import require_answered
from decrees.services.answering.sources import Attribution, attribute_changes, link_adopted_amendment
from decrees.services.circulation.reanchoring import place_comments, record_carried
from decrees.services.circulation.references import require_decided
from decrees.services.circulation.rounds import close_round
from decrees.services.commenting.comments import hold_round
from decrees.services.notifying.notices import notify_circulated
from decrees.services.publishing import append_and_publish
from forum import ledger
from forum.models import User
from forum.models.typed import says_something
from forum.services import search_anew

# Stored with a version of which nobody said what it is based on, so Indonesian for every reader.
FIRST = "Naskah pertama."


@transaction.atomic
def circulate(
    decree: DecreePage, *, changelog: str, reason: str = "", references: Mapping[str, str] | None = None, by: User
) -> Version:
    """Freeze the text last saved in the editor as the next version, find the places of the comments on it, and show it
    on the page.

    `references` are reasons, by hunk, for references that read as before and name something else.

    A round whose time is over is closed first, so that nothing more is said on the version before, not on paper either.
    Raises ValidationError while a round is open or a comment lacks its answer; if nothing changed; without a text, or a
    reason where a version came before; if one id stands for two clauses; if references wait for a decision, or one
    that shifted has no reason.
    """
    permissions.require(permissions.can_circulate(by, decree))
    decree = DecreePage.objects.select_for_update().get(pk=decree.pk)
    hold_round(decree)  # a comment that was sent in the last second is counted
    draft = decree.get_latest_revision_as_object()
    draft.require_single_ids()
    require_decided(draft)
    document = draft.as_document()
    newest = decree.newest
    number = _next_number(decree, newest, document)
    shifted = _require_reasons(newest, document, references or {})
    require_answered(Comment.objects.filter(version__decree=decree))
    reason = reason if number > 1 or says_something(reason) else FIRST
    _require_words(document, changelog, reason)
    for lapsed in decree.rounds.filter(closed_at=None):
        close_round(lapsed, by=by)
    words = text.to_json(document)
    version = Version(decree=decree, number=number, digest=text.digest(document))
    version.tree = with_links(words, text.links(draft.body.get_prep_value()))
    version.changelog, version.reason = clean_text(changelog), clean_text(reason)
    version.circulated_by, version.office = by, ledger.office_of(by)[0]
    version.save()
    carried = place_comments(version)
    notify_circulated(version, by=by)
    # From here on others who write wait.
    _publish(draft, by=by)
    append_and_publish(
        events.VERSION_CIRCULATED, target=version, page=decree, by=by, content=words, data={"version": number}
    )
    record_carried(version, carried, by=by)
    link_adopted_amendment(version, by=by)
    if shifted:
        attribute_changes(version, explanations=shifted, by=by)
    search_anew(decree)
    return version


def _next_number(decree: DecreePage, newest: Version | None, document: text.Document) -> int:
    if decree.open_round():
        raise ValidationError(_("Close the round of comments before you circulate another version."))
    if newest and newest.digest == text.digest(document):
        raise ValidationError(_("Nothing has changed since version %(number)s.") % {"number": newest.number})
    return newest.number + 1 if newest else 1


def _require_words(document: text.Document, changelog: str, reason: str) -> None:
    if not document.diktums:
        raise ValidationError(_("The draft has no diktum yet."))
    if not (says_something(changelog) and says_something(reason)):
        raise ValidationError(_("Say what changed and why."))


def _require_reasons(
    newest: Version | None, document: text.Document, given: Mapping[str, str]
) -> dict[str, Attribution]:
    """The reasons of the shifted references, as their sources."""
    shifted = VersionComparison(newest.document, document).shifted_references if newest else []
    reasons = {each.hunk.id: Attribution(reason=clean_text(given.get(each.hunk.id, ""))) for each in shifted}
    for each in shifted:
        if not reasons[each.hunk.id].reason:
            words = {"words": each.hunk.old, "place": each.place}
            raise ValidationError(
                _("“%(words)s” in %(place)s names something else now. Set it right or say why.") % words
            )
    return reasons


def _publish(draft: DecreePage, *, by: User) -> None:
    """Publish the page, through which readers see the version. `circulate` has asked for the permission, so Wagtail
    does not ask again."""
    if not draft.live or draft.has_unpublished_changes:
        draft.save_revision(user=by, changed=False).publish(user=by, skip_permission_checks=True)
