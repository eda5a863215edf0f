"""Make notifications in the transaction of the change that they are about. Mails leave after the commit, one for each
person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter

from django.db import models, transaction
from django.db.models import Q

from decrees import permissions
from decrees.models import (
    Anchor,
    Answer,
    Assignment,
    Comment,
    Concealment,
    InputRequest,
    Notification,
    NotificationPreference,
    Round,
    Support,
    Version,
)
from decrees.services.notifying import citizens, tasks
from forum import clock
from forum.models import Organisation, User
from forum.models.directory.mentions import mentioned_in
from forum.services.meetings import lesser

Kind = Notification.Kind


def notify_answered(answer: Answer, *, again: bool = False, objected: bool = False, by: User) -> list[Notification]:
    """Notify whoever commented, and those who speak for their organisation. `again`: there was another answer before;
    `objected`: the organisation had maintained its objection to that."""
    kind = Kind.CONTESTED if objected else Kind.REANSWERED if again else Kind.ANSWERED
    return _notify_about({answer.comment: kind}, answer.comment.version.decree_id, by)


def notify_reanchored(anchors: Sequence[Anchor], *, by: User) -> list[Notification]:
    """Notify the same people about passages that changed or were lost with these steps, and about wordings that were
    put into the text. All steps are to one version."""
    if not anchors:
        return []
    version = anchors[0].version
    before = Anchor.objects.filter(version__decree=version.decree_id, version__number=version.number - 1)
    lost = set(before.current().filter(state=Anchor.State.ORPHANED).values_list("comment", flat=True))
    news = [anchor for anchor in anchors if anchor.comment_id not in lost]
    told = {anchor.comment: kind for anchor in news if (kind := _kind(anchor))}
    return _notify_about(told, version.decree_id, by)


def _kind(anchor: Anchor) -> Kind | None:
    """The kind of notification for a step. When a version is circulated, only steps for adopted wordings have a
    person."""
    if anchor.by_person:
        return Kind.TAKEN
    kinds = {
        Anchor.State.EDITED.value: Kind.CHANGED,
        Anchor.State.REPLACED.value: Kind.REPLACED,
        Anchor.State.ORPHANED.value: Kind.LOST,
    }
    return kinds.get(anchor.state)


def notify_hidden(concealment: Concealment, rows: Iterable[models.Model], *, by: User) -> list[Notification]:
    """Notify the people of the comment at which words were hidden, and whoever gave the answer whose words they are."""
    return _notify_about_words(Kind.HIDDEN, concealment, rows, by)


def notify_shown(concealment: Concealment, rows: Iterable[models.Model], *, by: User | None) -> list[Notification]:
    return _notify_about_words(Kind.SHOWN, concealment, rows, by)


def _notify_about_words(
    kind: Kind, concealment: Concealment, rows: Iterable[models.Model], by: User | None
) -> list[Notification]:
    comment = concealment.comment
    told = _notify_about({comment: kind}, comment.version.decree_id, by)
    known = {notice.user_id for notice in told} | ({by.pk} if by else set())
    answering = {row.answered_by_id for row in rows if isinstance(row, Answer)} - known - {None}
    others = User.objects.filter(pk__in=answering, is_active=True)
    return told + _notify(
        Notification(user=user, kind=kind, decree_id=comment.version.decree_id, comment=comment) for user in others
    )


def _notify_about(told: dict[Comment, Kind], decree_id: int, by: User | None) -> list[Notification]:
    """Notify the people of each comment, as far as they may read it."""
    citizens.tell_about(told)
    rows: list[Notification] = []
    for user, comments in _people(told).items():
        visible = Comment.objects.visible_to(user).filter(pk__in=[comment.pk for comment in comments])
        readable = set(visible.values_list("pk", flat=True)) if user != by else set()
        own = (comment for comment in comments if comment.pk in readable)
        rows += [Notification(user=user, kind=told[comment], decree_id=decree_id, comment=comment) for comment in own]
    return _notify(rows)


def _people(comments: Iterable[Comment]) -> dict[User, list[Comment]]:
    comments = list(comments)
    joined = defaultdict(list)
    joining = Support.objects.filter(comment__in=comments).exclude(consent="")
    for comment_id, organisation_id in joining.values_list("comment", "organisation"):
        joined[comment_id].append(organisation_id)
    concerned = {comment.organisation_id for comment in comments}.union(*joined.values())
    organisations = Organisation.objects.in_bulk(concerned)
    speaking = {pk: list(permissions.people_of(one)) for pk, one in organisations.items()}
    authors = User.objects.filter(is_active=True).in_bulk({comment.author_id for comment in comments} - {None})
    found: dict[User, list[Comment]] = defaultdict(list)
    for comment in comments:
        own = [authors[comment.author_id]] if comment.author_id in authors else []
        of_all = [comment.organisation_id, *joined[comment.pk]]
        for user in dict.fromkeys([*own, *(user for pk in of_all for user in speaking[pk])]):
            found[user].append(comment)
    return found


def notify_assigned(assignment: Assignment, *, by: User) -> list[Notification]:
    """Notify those who speak for the organisation that is to answer."""
    comment = assignment.comment
    return _notify(
        Notification(user=user, kind=Kind.ASSIGNED, decree_id=comment.version.decree_id, comment=comment)
        for user in _others(assignment.organisation, by)
        if permissions.can_see_comment(user, comment)
    )


def notify_added(addition: Comment, *, by: User) -> list[Notification]:
    """Ask those who joined a position again, where its own organisation adds to it: the words are others now."""
    position = addition.parent
    if position is None or position.organisation_id != addition.organisation_id:
        return []
    joined = Organisation.objects.filter(pk__in=position.supports.exclude(consent="").values("organisation"))
    return _notify(
        Notification(user=user, kind=Kind.ASKED, decree_id=position.version.decree_id, comment=position)
        for organisation in joined
        for user in _others(organisation, by)
        if permissions.can_see_comment(user, position)
    )


def notify_asked(request: InputRequest, *, by: User) -> list[Notification]:
    """Notify those who speak for the organisation that is asked for input."""
    decree = request.round.decree
    return _notify(
        Notification(user=user, kind=Kind.ASKED, decree=decree, request=request)
        for user in _others(request.organisation, by)
        if permissions.can_view(user, decree)
    )


def notify_mentioned(comment: Comment, *, by: User) -> list[Notification]:
    """Notify the people of each organisation that the comment mentions, as far as they may read it, once."""
    told = {by.pk, comment.author_id}
    told |= set(Notification.objects.filter(kind=Kind.MENTIONED, comment=comment).values_list("user", flat=True))
    people = {user for organisation in mentioned_in(comment.text) for user in permissions.people_of(organisation)}
    return _notify(
        Notification(user=user, kind=Kind.MENTIONED, decree_id=comment.version.decree_id, comment=comment)
        for user in sorted(people, key=attrgetter("pk"))
        if user.pk not in told and permissions.can_see_comment(user, comment)
    )


def notify_circulated(version: Version, *, by: User) -> list[Notification]:
    """Notify those who take part of a new version. Who was not told yet of the one before is told of this one only."""
    _take_back(Kind.CIRCULATED, decree=version.decree_id)
    people = permissions.people_taking_part(version.decree).exclude(pk=by.pk)
    about = {"decree_id": version.decree_id, "version": version}
    return _notify_many(Notification(user=user, kind=Kind.CIRCULATED, **about) for user in people)


@transaction.atomic
def notify_opened(round_: Round, *, by: User | None = None) -> list[Notification]:
    """Notify those who take part and were not told yet. That its version was circulated goes without saying."""
    _take_back(Kind.CIRCULATED, version=round_.version_id)
    return _notify_of_round(Kind.OPENED, round_, ~_told(round_, Kind.OPENED) & ~Q(pk=by and by.pk))


def notify_moved(round_: Round, *, by: User) -> list[Notification]:
    """Notify those who were told another end of the round."""
    _take_back(Kind.CLOSING, round=round_)
    return _notify_of_round(Kind.MOVED, round_, _told(round_, Kind.OPENED) & ~Q(pk=by.pk))


@transaction.atomic
def notify_closing(round_: Round) -> list[Notification]:
    """Notify those who take part, once for each end that a round had."""
    return _notify_of_round(Kind.CLOSING, round_, ~_told(round_, Kind.CLOSING, closes_on=round_.closes_on))


def _told(round_: Round, kind: Kind, **details: object) -> Q:
    """The condition on a login: it was notified of this."""
    return Q(pk__in=Notification.objects.filter(kind=kind, round=round_, **details).values("user"))


def _notify_of_round(kind: Kind, round_: Round, whom: Q) -> list[Notification]:
    people = permissions.people_taking_part(round_.decree).filter(whom)
    about = {"decree_id": round_.decree_id, "round": round_, "closes_on": round_.closes_on}
    return _notify_many(Notification(user=user, kind=kind, **about) for user in people)


def _take_back(kind: Kind, **about: object) -> None:
    """What nobody has heard of yet, and something newer says."""
    waiting = Notification.objects.unread().filter(kind=kind, mailed_at=None, claimed_at=None, **about)
    waiting.delete()


def _notify_many(rows: Iterable[Notification]) -> list[Notification]:
    """Of what concerns many the request queues one task. Two runs at once make the same rows: the second makes none."""
    made = Notification.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    if users := sorted({notice.user_id for notice in made}):
        transaction.on_commit(lambda: tasks.mail_to_each.enqueue(users), robust=True)
    return made


def _others(organisation: Organisation, by: User) -> Iterable[User]:
    return permissions.people_of(organisation).exclude(pk=by.pk)


def _notify(rows: Iterable[Notification]) -> list[Notification]:
    """Save the notifications and mail after the commit. The first mail takes everything that waits for a person;
    further tasks of the transaction find nothing left."""
    made = Notification.objects.bulk_create(rows, batch_size=500)
    for user_id in sorted({notice.user_id for notice in made}):
        _mail_after_commit(user_id)
    return made


def _mail_after_commit(user_id: int) -> None:
    # A lambda: Django names the callback when it reports an error, and a partial has no name.
    transaction.on_commit(lambda: tasks.mail_notifications.enqueue(user_id), robust=True)


@transaction.atomic
def mark_notifications_read(*, only: Iterable[Notification] | None = None, by: User) -> int:
    """Mark all notifications of a person as read, or only some."""
    chosen = Q() if only is None else Q(pk__in=[notice.pk for notice in only])
    return Notification.objects.filter(chosen, user=by, read_at=None).update(read_at=clock.now())


@transaction.atomic
def choose_notifications(how: str, *, otherwise: dict[str, str] | None = None, by: User) -> NotificationPreference:
    """Save how a person wants to be notified, and of which subjects (`NotificationPreference.Subject`) `otherwise`.
    What came while they wanted no mail of it is not mailed afterwards."""
    choice = NotificationPreference.objects.select_for_update().filter(user=by).first() or NotificationPreference(
        user=by
    )
    unwanted = choice.kinds(NotificationPreference.How.NEVER)
    Notification.objects.filter(user=by, kind__in=unwanted, mailed_at=None).update(mailed_at=clock.now())
    choice.how, choice.by_subject = how, otherwise or {}
    choice.full_clean()
    choice.save()
    if choice.how_for(NotificationPreference.Subject.MEETINGS) == NotificationPreference.How.NEVER:
        lesser.drop(by)
    return choice
