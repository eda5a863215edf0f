"""The deadline, who was told, who agreed, which objections stand, and who edited last."""

from dataclasses import dataclass

from django.db.models import QuerySet

from forum.models import Organisation
from minutes.models import Circulation, Correction, CorrectionStep, MinutesPage, Telling
from minutes.reading.corrections.guests import GuestProgress, guest_progress_of


@dataclass(frozen=True, slots=True)
class Progress:
    """`untold`: present, and neither told yet nor without an address: the mail is on its way. `silent` neither agreed
    nor objected."""

    circulation: Circulation | None
    told: list[Telling]
    unreached: list[Telling]
    untold: list[Organisation]
    agreed: list[Organisation]
    missing: list[Organisation]
    silent: list[Organisation]
    guests: GuestProgress
    unanswered: int
    standing: int

    @property
    def is_over(self) -> bool:
        """The text is locked. What was circulated before there was a deadline has none to wait for."""
        return self.circulation is None or self.circulation.is_over

    @property
    def all_agreed(self) -> bool:
        return bool(self.agreed) and not self.missing and self.guests.all_agreed

    @property
    def may_be_approved(self) -> bool:
        return self.is_over or self.all_agreed


def circulation_of(minutes: MinutesPage) -> Circulation | None:
    return Circulation.objects.filter(minutes=minutes.pk, edition=minutes.edition + 1).order_by("-pk").first()


def first_circulation_of(minutes: MinutesPage) -> Circulation | None:
    """What changes are compared with."""
    return Circulation.objects.filter(minutes=minutes.pk, edition=minutes.edition + 1).order_by("pk").first()


def corrections_of(minutes: MinutesPage, edition: int) -> QuerySet[Correction]:
    """The newest last."""
    found = Correction.objects.filter(minutes=minutes.pk, passage__edition=edition)
    return found.select_related("organisation__sector", "passage").prefetch_related("steps").order_by("pk")


def all_corrections_of(minutes: MinutesPage) -> QuerySet[Correction]:
    """Of every edition, as those present read them."""
    found = minutes.corrections.select_related("organisation__sector", "passage")
    return found.prefetch_related("steps").order_by("pk")


def progress_of(minutes: MinutesPage) -> Progress:
    circulation = circulation_of(minutes)
    present = [one.organisation for one in minutes.recipients.select_related("organisation").order_by("organisation")]
    tellings = list(circulation.tellings.select_related("organisation")) if circulation else []
    heard = {one.organisation_id for one in tellings}
    agreed = set(minutes.agreements.filter(digest=minutes.digest).values_list("organisation", flat=True))
    corrections = list(corrections_of(minutes, minutes.edition + 1))
    objected = {one.organisation_id for one in corrections}
    return Progress(
        circulation=circulation,
        told=[one for one in tellings if one.people],
        unreached=[one for one in tellings if not one.people],
        untold=[one for one in present if one.pk not in heard] if circulation else [],
        agreed=[one for one in present if one.pk in agreed],
        missing=[one for one in present if one.pk not in agreed],
        silent=[one for one in present if one.pk not in agreed | objected],
        guests=guest_progress_of(minutes, circulation),
        unanswered=sum(not (one.is_answered or one.is_settled) for one in corrections),
        standing=sum(not one.is_settled for one in corrections),
    )


def last_editor_key(minutes: MinutesPage) -> int | None:
    """The login that saved the words last. Circulating them changes none."""
    newest = minutes.latest_revision
    if newest is not None and newest.pk != minutes.circulated_revision_id:
        key: int | None = newest.user_id
        return key
    circulation = Circulation.objects.filter(minutes=minutes.pk).order_by("-pk").first()
    if circulation is None:
        return None
    accepted = CorrectionStep.objects.filter(
        correction__minutes=minutes.pk, step=CorrectionStep.Step.ACCEPTED, made_at__gte=circulation.made_at
    ).exclude(after="")
    last = accepted.order_by("-pk").first()
    return last.made_by_id if last else circulation.editor_key
