"""What is done after the answer. Done again after a stop, each goes on behind the last part that was committed."""

from django_tasks import task

from forum.services.records.tables import parts


@task()
def look_through(table_id: int) -> None:
    parts.look_through(table_id)


@task()
def take(table_id: int) -> None:
    parts.take(table_id)
