"""What an organisation that was present says about circulated minutes: it objects to a passage, or it agrees."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import ledger
from forum.audiences import MEMBERS
from forum.models import Organisation, User
from forum.models.typed import clean_lines
from forum.permissions import organisations_of
from minutes import events, permissions
from minutes.models import Agreement, Correction, MinutesPage, Passage, content
from minutes.reading.corrections import circulation_of
from minutes.text.passages import place_of


@transaction.atomic
def correct_minutes(
    minutes: MinutesPage, *, text: str, part: str = "", quote: str = "", proposed: str = "", by: User
) -> Correction:
    """Record that an organisation objects to a passage, with its reason; without a part, to the minutes as such.

    The other recipients and the secretariat can read it. Raises ValidationError after the deadline, and if the passage
    does not stand there, or more than once.
    """
    current = locked(minutes)
    permissions.require(permissions.can_correct(by, current))
    require_open(current)
    quote, proposed = clean_lines(quote), clean_lines(proposed)
    _require_passage(current, part, quote)
    correction = Correction(minutes=current, organisation=_speaking_for(current, by)[0], text=text, made_by=by)
    added(correction, part=part, quote=quote, proposed=proposed)
    tell_of(correction, by=by)
    return correction


def added(correction: Correction, *, part: str, quote: str, proposed: str) -> None:
    """Of a guest there is neither an organisation nor a login."""
    correction.full_clean(exclude=["made_by"] if correction.organisation else ["made_by", "organisation"])
    correction.save()
    edition, quote = correction.minutes.edition + 1, quote if part else ""
    passage = Passage(correction=correction, edition=edition, part=part, quote=quote, proposed=proposed)
    passage.full_clean()
    passage.save()


def tell_of(correction: Correction, *, by: User | None, actor_label: str = "") -> None:
    passage = correction.passage
    ledger.append(
        events.MINUTES_CORRECTED,
        target=correction,
        page=correction.minutes,
        by=by,
        actor_label=actor_label,
        audience=MEMBERS,
        organisation=correction.organisation,
        content=[passage.part, passage.quote, passage.proposed, correction.text],
    )


@transaction.atomic
def agree_with_minutes(minutes: MinutesPage, *, by: User) -> list[Agreement]:
    """Each organisation that was present and for which this person speaks agrees with exactly this text. Raises
    ValidationError if all of them have done so."""
    current = locked(minutes)
    permissions.require(permissions.can_agree(by, current))
    given = set(current.agreements.filter(digest=current.digest).values_list("organisation", flat=True))
    agreeing = [one for one in _speaking_for(current, by) if one.pk not in given]
    if not agreeing:
        raise ValidationError(_("Your organisation has agreed with this text already."))
    return [_agree(current, organisation, by) for organisation in agreeing]


def _agree(minutes: MinutesPage, organisation: Organisation, by: User) -> Agreement:
    agreement = Agreement.objects.create(minutes=minutes, organisation=organisation, digest=minutes.digest, made_by=by)
    ledger.append(
        events.MINUTES_AGREED,
        target=agreement,
        page=minutes,
        by=by,
        audience=MEMBERS,
        organisation=organisation,
        content=minutes.digest,
        data={"text": minutes.digest},
    )
    return agreement


def locked(minutes: MinutesPage) -> MinutesPage:
    """One step after another."""
    return MinutesPage.objects.select_for_update(of=("self",)).get(pk=minutes.pk)


def require_open(minutes: MinutesPage) -> None:
    circulation = circulation_of(minutes)
    if circulation and circulation.is_over:
        raise ValidationError(_("The time for objections is over: the text is locked."))


def _require_passage(minutes: MinutesPage, part: str, quote: str) -> None:
    if not part:
        return
    text = minutes.circulated_revision.as_object()
    words = content.words_by_part(text).get(part)
    if words is None or part in text.gaps:
        raise ValidationError({"part": _("There are no such words.")})
    if quote and place_of(words, quote) is None:
        raise ValidationError(
            {"quote": _("These words do not stand there, or more than once: copy a longer passage, or leave it empty.")}
        )


def _speaking_for(minutes: MinutesPage, by: User) -> list[Organisation]:
    received = minutes.recipients.filter(organisation__in=organisations_of(by))
    return [one.organisation for one in received.select_related("organisation").order_by("organisation_id")]
