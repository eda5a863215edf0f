"""What is done after the answer: fetch, call, no decisions."""

from django_tasks import task

from minutes.models import Circulation, CorrectionStep
from minutes.services import telling


@task()
def mail_circulation(circulation_id: int) -> None:
    """Tell those present."""
    telling.tell_of_circulation(Circulation.objects.select_related("minutes").get(pk=circulation_id))


@task()
def mail_action_reminders() -> None:
    """Remind those in charge of follow-ups, and tell those above."""
    # What queues this task imports this module.
    from minutes.services.actions.reminding import send_reminders

    send_reminders()


@task()
def mail_correction_step(step_id: int) -> None:
    """Tell whoever objected."""
    steps = CorrectionStep.objects.select_related("correction__made_by", "correction__minutes")
    telling.tell_of_step(steps.get(pk=step_id))
