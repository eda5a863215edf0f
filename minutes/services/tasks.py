"""What is done after the answer: fetch, call, no decisions."""

from django_tasks import task

from minutes.models import Circulation, Correction, CorrectionStep, Ralat
from minutes.services import telling
from minutes.services.actions.reminding import send_reminders


@task()
def mail_circulation(circulation_id: int) -> None:
    """Tell those present."""
    telling.tell_of_circulation(Circulation.objects.select_related("minutes").get(pk=circulation_id))


@task()
def mail_action_reminders() -> None:
    """Remind those in charge of follow-ups, and tell those above."""
    send_reminders()


@task()
def mail_correction_step(step_id: int) -> None:
    """Tell whoever objected."""
    steps = CorrectionStep.objects.select_related(
        "correction__made_by", "correction__minutes", "correction__by_guest__guest"
    )
    telling.tell_of_step(steps.get(pk=step_id))


@task()
def mail_objection_receipt(correction_id: int) -> None:
    """Tell a guest that somebody objected by the link."""
    corrections = Correction.objects.select_related("minutes", "passage", "by_guest__guest")
    telling.confirm_objection(corrections.get(pk=correction_id))


@task()
def mail_correction_reminders() -> None:
    """Remind those present who said nothing of circulated minutes."""
    telling.remind_silent()


@task()
def mail_ralat(ralat_id: int, organisation_id: int) -> None:
    """Tell an organisation that was present."""
    ralat = Ralat.objects.select_related("minutes").get(pk=ralat_id)
    for place in range(telling.addresses_of(organisation_id)):
        mail_ralat_to.enqueue(ralat.pk, organisation_id, place)


@task()
def mail_ralat_to(ralat_id: int, organisation_id: int, place: int) -> None:
    """One address of it, so that a mail server that was away is tried again for this one alone."""
    telling.tell_of_ralat(Ralat.objects.select_related("minutes").get(pk=ralat_id), organisation_id, place)
