"""Tasks that run after the response."""

from django_tasks import task


@task()
def read_letter(letter_id: int) -> None:
    from decrees.services.letters.reading import read_letter as read  # brings the letter, which queues this

    read(letter_id)
