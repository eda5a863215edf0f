"""Make notifications in the transaction of the change that they are about. Mails leave after the commit, one for each
person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

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
from decrees.models.participation.submissions import TOLD_TO_SUPPORTERS
from decrees.services.notifying import citizens, tasks
from forum import clock
from forum.models import Organisation, User
from forum.models.directory.mentions import mentioned_in
from forum.services.meetings import lesser

Kind = Notification.Kind
Concerned = dict[User, list[Comment]]


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


def notify_followed(comments: Iterable[Comment], version: Version, *, by: User) -> list[Notification]:
    """Notify the people of comments that changes of this version follow. Whom the step to this version was told of,
    because it changed their passage or took their words, knows it."""
    followed = {comment.pk: comment for comment in comments}
    told: dict[int, Kind | None] = {}
    for anchor in Anchor.objects.filter(comment__in=followed, version=version).order_by("pk"):
        told.setdefault(anchor.comment_id, _kind(anchor))
    news = {comment: Kind.FOLLOWED for pk, comment in followed.items() if not told.get(pk)}
    return _notify_about(news, version.decree_id, by, version=version) if news else []


def notify_withdrawn(comment: Comment) -> list[Notification]:
    """Notify those who support a comment behind which nobody of those who said it stands any more."""
    return _notify_about({comment: Kind.WITHDRAWN}, comment.version.decree_id, None)


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


def _notify_about(
    told: dict[Comment, Kind], decree_id: int, by: User | None, *, version: Version | None = None
) -> list[Notification]:
    """Notify the people of each comment, and those of the organisations that support it, as far as they may read it.
    Who is both is told once, of their own."""
    citizens.tell_about(told)
    people, supporting = _people(told)
    about = {"decree_id": decree_id, "version": version}
    rows = [*_rows(told, people, by, **about), *_rows(told, supporting, by, supports=True, **about)]
    return _notify(rows)


def _rows(told: dict[Comment, Kind], people: Concerned, by: User | None, **about: Any) -> list[Notification]:
    rows: list[Notification] = []
    for user, comments in people.items():
        visible = Comment.objects.visible_to(user).filter(pk__in=[comment.pk for comment in comments])
        readable = set(visible.values_list("pk", flat=True)) if user != by else set()
        own = (comment for comment in comments if comment.pk in readable)
        rows += [Notification(user=user, kind=told[comment], comment=comment, **about) for comment in own]
    return rows


def _people(told: Mapping[Comment, Kind]) -> tuple[Concerned, Concerned]:
    """Those of whom each comment is, and those who only support it."""
    joined, supported = defaultdict(list), defaultdict(list)
    supports = Support.objects.filter(comment__in=told).values_list("comment", "organisation", "consent")
    for comment_id, organisation_id, consent in supports:
        (joined if consent else supported)[comment_id].append(organisation_id)
    concerned = {comment.organisation_id for comment in told}.union(*joined.values(), *supported.values())
    organisations = Organisation.objects.in_bulk(concerned)
    speaking = {pk: list(permissions.people_of(one)) for pk, one in organisations.items()}
    authors = User.objects.filter(is_active=True).in_bulk({comment.author_id for comment in told} - {None})
    found: Concerned = defaultdict(list)
    supporting: Concerned = defaultdict(list)
    for comment, kind in told.items():
        own = [authors[comment.author_id]] if comment.author_id in authors else []
        of_all = [comment.organisation_id, *joined[comment.pk]]
        its = dict.fromkeys([*own, *(user for pk in of_all for user in speaking[pk])])
        others = dict.fromkeys(user for pk in supported[comment.pk] for user in speaking[pk] if user not in its)
        for user in its if kind != Kind.WITHDRAWN else ():
            found[user].append(comment)
        for user in others if kind in TOLD_TO_SUPPORTERS else ():
            supporting[user].append(comment)
    return found, supporting


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
    unwanted = choice.told(NotificationPreference.How.NEVER)
    Notification.objects.filter(unwanted, user=by, mailed_at=None).update(mailed_at=clock.now())
    choice.how, choice.by_subject = how, otherwise or {}
    choice.full_clean()
    choice.save()
    if choice.how_for(NotificationPreference.Subject.MEETINGS) == NotificationPreference.How.NEVER:
        lesser.drop(by)
    return choice
