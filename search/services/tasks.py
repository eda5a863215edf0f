"""What is done after the answer: fetch, call, no decisions."""

from django_tasks import task

from search import index


@task()
def index_rows(owners: list[str]) -> None:
    for owner in owners:
        index.refresh(owner)


@task()
def index_everything() -> None:
    index.rebuild()
