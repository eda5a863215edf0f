"""Every edition is kept as it was published; a plain slip of the pen is mended between two."""

import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, ledger
from forum.models import User
from forum.models.typed import clean_lines, require_words, says_something
from minutes import events, permissions
from minutes.models import Edition, MinutesPage, Ralat, content
from minutes.models.states import State
from minutes.reading.editions import mendable, why_no_slip
from minutes.reading.redaction import in_force
from minutes.services import tasks
from minutes.services.corrections.rewriting import rewrite_part


def keep_edition(minutes: MinutesPage, *, at: datetime.datetime | None) -> None:
    """This text, unless the edition is kept already."""
    about = {"content": minutes.serializable_data(), "digest": content.digest_of(minutes), "published_at": at}
    Edition.objects.get_or_create(minutes_id=minutes.pk, number=minutes.edition, defaults=about)


def publish_edition(minutes: MinutesPage, draft: MinutesPage, *, by: User) -> MinutesPage:
    """Make the draft public as the next edition, with what is blacked out in it, and keep it; the one before too."""
    now = clock.now()
    if minutes.edition:
        keep_edition(MinutesPage.objects.get(pk=minutes.pk), at=minutes.published_at)
    edition = minutes.edition + 1
    # Before it is public: what is stored for the search is stored without what is blacked out.
    changed = {"edition": edition, "blackouts": in_force(minutes, edition), "state": State.APPROVED}
    MinutesPage.objects.filter(pk=minutes.pk).update(**changed, digest=content.digest_of(draft))
    for name, value in changed.items():
        setattr(draft, name, value)
    keep_edition(draft, at=now)
    # Exactly what was approved: not even cleaned once more.
    draft.save_revision(user=by, clean=False).publish(user=by, skip_permission_checks=True)
    MinutesPage.objects.filter(pk=minutes.pk).update(state=State.PUBLISHED, published_at=now)
    return MinutesPage.objects.get(pk=minutes.pk)


@transaction.atomic
def mend_slip(minutes: MinutesPage, *, part: str, quote: str, words: str, reason: str, by: User) -> Ralat:
    """Ralat: put `words` in the place of the quote in published minutes. Everybody sees it, those present are told.

    Raises ValidationError for what is no plain slip of the pen (`minutes.text.slips`): that takes a reopening.
    """
    current = MinutesPage.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    permissions.require(permissions.can_mend(by, current))
    why, put = require_words(clean_lines(reason)), clean_lines(words)
    if part not in mendable(current):
        raise ValidationError({"part": _("A ralat does not touch this: reopen the minutes with a reason.")})
    draft = MinutesPage.objects.get(pk=current.pk)
    before, after = rewrite_part(draft, part, clean_lines(quote), put)
    refused = why_no_slip(current, part, before, after) if says_something(after) else _("These words change nothing.")
    if refused:
        raise ValidationError({"words": refused})
    published = publish_edition(current, draft, by=by)
    row = Ralat(minutes=published, edition=published.edition, part=part, before=before, after=after, reason=why)
    row.by, row.office, row.at = by, ledger.office_of(by)[0], clock.now()
    row.seq = ledger.append(
        events.MINUTES_MENDED,
        target=published,
        page=published,
        by=by,
        content=[before, after, why],
        data={"part": part, "edition": published.edition},
    ).seq
    row.save()
    for organisation in published.recipients.values_list("organisation", flat=True):
        transaction.on_commit(partial(tasks.mail_ralat.enqueue, row.pk, organisation))
    return row
