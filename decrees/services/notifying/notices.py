"""Who is told what: made in the transaction of what they tell; mails leave after it, one for each person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from decrees import permissions
from decrees.models import Answer, Assignment, Comment, InputRequest, Notice, NoticeChoice, Placement
from decrees.services.notifying import tasks
from forum import clock
from forum.models import Organisation, User

Kind = Notice.Kind


def tell_answered(answer: Answer, *, by: User) -> list[Notice]:
    """To whoever commented and those who speak for the organisation."""
    return _tell_about({answer.comment: Kind.ANSWERED}, answer.comment.version.decree_id, by)


def tell_carried(placements: Sequence[Placement], *, by: User) -> list[Notice]:
    """To the same, about passages that changed or went with this step, and wordings that went into the text; all of
    them to one version."""
    if not placements:
        return []
    version = placements[0].version
    before = Placement.objects.filter(version__decree=version.decree_id, version__number=version.number - 1)
    lost = set(before.current().filter(state=Placement.State.ORPHANED).values_list("comment", flat=True))
    news = [placement for placement in placements if placement.comment_id not in lost]
    told = {placement.comment: kind for placement in news if (kind := _kind(placement))}
    return _tell_about(told, version.decree_id, by)


def _kind(placement: Placement) -> Kind | None:
    """Circulating places by a person's word only what that person has taken into the text."""
    if placement.by_person:
        return Kind.TAKEN
    return {Placement.State.EDITED.value: Kind.CHANGED, Placement.State.ORPHANED.value: Kind.LOST}.get(placement.state)


def _tell_about(told: dict[Comment, Kind], decree_id: int, by: User) -> list[Notice]:
    """Each comment to its own people, as far as they may read it."""
    rows: list[Notice] = []
    for user, comments in _people(told).items():
        visible = Comment.objects.visible_to(user).filter(pk__in=[comment.pk for comment in comments])
        readable = set(visible.values_list("pk", flat=True)) if user != by else set()
        own = (comment for comment in comments if comment.pk in readable)
        rows += [Notice(user=user, kind=told[comment], decree_id=decree_id, comment=comment) for comment in own]
    return _tell(rows)


def _people(comments: Iterable[Comment]) -> dict[User, list[Comment]]:
    comments = list(comments)
    organisations = Organisation.objects.in_bulk({comment.organisation_id for comment in comments})
    speaking = {pk: list(permissions.people_of(one)) for pk, one in organisations.items()}
    authors = User.objects.filter(is_active=True).in_bulk({comment.author_id for comment in comments} - {None})
    found: dict[User, list[Comment]] = defaultdict(list)
    for comment in comments:
        own = [authors[comment.author_id]] if comment.author_id in authors else []
        for user in dict.fromkeys([*own, *speaking[comment.organisation_id]]):
            found[user].append(comment)
    return found


def tell_assigned(assignment: Assignment, *, by: User) -> list[Notice]:
    """To those who speak for the organisation that is to answer."""
    comment = assignment.comment
    return _tell(
        Notice(user=user, kind=Kind.ASSIGNED, decree_id=comment.version.decree_id, comment=comment)
        for user in _others(assignment.organisation, by)
        if permissions.can_see_comment(user, comment)
    )


def tell_asked(request: InputRequest, *, by: User) -> list[Notice]:
    """To those who speak for the organisation that is asked."""
    decree = request.round.decree
    return _tell(
        Notice(user=user, kind=Kind.ASKED, decree=decree, request=request)
        for user in _others(request.organisation, by)
        if permissions.can_view(user, decree)
    )


def _others(organisation: Organisation, by: User) -> Iterable[User]:
    return permissions.people_of(organisation).exclude(pk=by.pk)


def _tell(rows: Iterable[Notice]) -> list[Notice]:
    """The first mail of a transaction takes all that waits for a person; those after it find nothing left to send."""
    made = Notice.objects.bulk_create(rows, batch_size=500)
    for user_id in sorted({notice.user_id for notice in made}):
        _mail_after_commit(user_id)
    return made


def _mail_after_commit(user_id: int) -> None:
    # A lambda: Django names the callback when it reports an error, and a partial has no name.
    transaction.on_commit(lambda: tasks.mail_notices.enqueue(user_id), robust=True)


@transaction.atomic
def read_notices(*, only: Iterable[Notice] | None = None, by: User) -> int:
    """Mark all of a person's notices as read, or some."""
    chosen = Q() if only is None else Q(pk__in=[notice.pk for notice in only])
    return Notice.objects.filter(chosen, user=by, read_at=None).update(read_at=clock.now())


@transaction.atomic
def choose_notices(how: str, *, by: User) -> NoticeChoice:
    """How a person wants to be told from now on. What waited while they wanted no mail is not mailed afterwards."""
    choice = NoticeChoice.objects.select_for_update().filter(user=by).first() or NoticeChoice(user=by)
    if choice.how == NoticeChoice.How.NEVER:
        Notice.objects.filter(user=by, mailed_at=None).update(mailed_at=clock.now())
    choice.how = how
    choice.full_clean()
    choice.save()
    return choice
