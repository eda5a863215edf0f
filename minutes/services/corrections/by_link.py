"""A guest who was present objects to a passage of circulated minutes, or agrees, by the link of a mail."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import ledger
from forum.audiences import MEMBERS
from forum.models.typed import clean_lines
from minutes import events
from minutes.models import Correction, GuestAgreement, GuestCorrection, GuestLink, MinutesPage, content
from minutes.reading.corrections.by_link import MOST, corrections_by, hindrance_of, text_for_guests
from minutes.services import tasks
from minutes.services.corrections.objecting import added, locked, require_open, tell_of
from minutes.text.passages import place_of


@transaction.atomic
def correct_by_link(link: GuestLink, *, text: str, part: str = "", quote: str = "", proposed: str = "") -> Correction:
    """The same as `correct_minutes` for a guest, who is told of it at their own address: a link may be passed on.

    Raises ValidationError if the link does not open the text any more, after the deadline, for words that do not stand
    in what the guest reads, and when they have objected often enough.
    """
    minutes = opened(link)
    require_open(minutes)
    if len(corrections_by(link.guest, minutes.edition + 1)) >= MOST:
        raise ValidationError(_("You have objected %(n)d times. Write to the secretariat.") % {"n": MOST})
    quote, proposed = clean_lines(quote), clean_lines(proposed)
    _require_shown(minutes, part, quote)
    correction = Correction(minutes=minutes, organisation=None, text=text, made_by=None)
    added(correction, part=part, quote=quote, proposed=proposed)
    GuestCorrection.objects.create(correction=correction, guest=link.guest)
    tell_of(correction, by=None, actor_label=correction.full_label)
    transaction.on_commit(partial(tasks.mail_objection_receipt.enqueue, correction.pk))
    return correction


@transaction.atomic
def agree_by_link(link: GuestLink) -> GuestAgreement:
    """With exactly this text. Raises ValidationError if they have done so."""
    minutes = opened(link)
    agreement, is_new = GuestAgreement.objects.get_or_create(guest=link.guest, digest=minutes.digest)
    if not is_new:
        raise ValidationError(_("You have agreed with this text already."))
    ledger.append(
        events.MINUTES_AGREED,
        target=agreement,
        page=minutes,
        by=None,
        actor_label=Correction().full_label,
        audience=MEMBERS,
        content=minutes.digest,
        data={"text": minutes.digest},
    )
    return agreement


def opened(link: GuestLink) -> MinutesPage:
    """The minutes as they stand, locked. Raises ValidationError with the `GuestHindrance` as its code."""
    minutes = locked(link.guest.minutes)
    fresh = GuestLink.objects.select_related("guest", "circulation").get(pk=link.pk)
    if hindrance := hindrance_of(fresh, minutes):
        raise ValidationError(hindrance.label, code=hindrance.value)
    return minutes


def _require_shown(minutes: MinutesPage, part: str, quote: str) -> None:
    """What is refused tells nothing of words that the guest does not read."""
    if not part:
        return
    text = text_for_guests(minutes)
    words = content.words_by_part(text).get(part)
    if words is None or content.out_of_sight(text, part):
        raise ValidationError({"part": _("There are no such words.")})
    stands = "".join(quote.split()) in "".join(words.split())
    if quote and not (stands and place_of(text.blackout.row(part, words), quote)):
        raise ValidationError(
            {"quote": _("These words do not stand there, or more than once: copy a longer passage, or leave it empty.")}
        )
