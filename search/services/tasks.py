"""What is done after the answer: fetch, call, no decisions."""

from django_tasks import task

from search import index
from search.services import files
from search.services.saved import telling


@task()
def index_rows(owners: list[str]) -> None:
    for owner in owners:
        index.refresh(owner)


@task()
def index_everything() -> None:
    index.rebuild()


@task()
def read_file(document_id: int) -> None:
    files.read_file(document_id)


@task()
def mail_saved_search(saved_id: int) -> None:
    telling.tell_link(saved_id)


@task()
def mail_finds(saved_id: int) -> None:
    telling.tell_finds(saved_id)
