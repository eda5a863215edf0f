"""Notifications as lines of a list: those that say the same about one passage share a line, which names the version and
shows what changed."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from decrees.models import Anchor, Answer, Comment, Notification, Round, Version
from decrees.models.hiding import share_gaps
from decrees.reading.threads import redlined
from decrees.services.notifying.messages import passed_on
from decrees.text.anchoring.targets import Target, words_at
from forum.audiences import PUBLIC
from forum.documents.invitations.messages import Message

Kind = Notification.Kind
Segments = list[tuple[str, str]]

# Number of unchanged words shown on each side of a change, and of words shown in all.
AROUND, LONGEST = 5, 40
COMMENTS_SHOWN = 3
ABOUT_ANSWERS = (Kind.ANSWERED, Kind.REANSWERED, Kind.CONTESTED)
ABOUT_ROUNDS = (Kind.OPENED, Kind.MOVED, Kind.CLOSING)
ABOUT_STEPS = (Kind.CHANGED, Kind.REPLACED, Kind.LOST, Kind.TAKEN)
GAP = "…"


@dataclass(slots=True)
class NotificationLine:
    """`notices` say the same, the newest first. `step` is the step by which the comments got their place on that
    version, `segments` a few words of their passage with the changes marked."""

    notices: list[Notification]
    step: Anchor | None = None
    segments: Segments = field(default_factory=list)

    @property
    def notice(self) -> Notification:
        return self.notices[0]

    @property
    def headline(self) -> str:
        notice = self.notice
        if notice.kind == Kind.REPLACED and self.after and not notice.supports:
            return _("The passage you commented on was replaced by “%(words)s”") % {"words": self.after}
        if notice.kind == Kind.CIRCULATED:
            return _("Version %(number)s was circulated") % {"number": self.number}
        return self._of_round if notice.round else str(notice.says)

    @property
    def _of_round(self) -> str:
        """As the round stands now, whatever was told of it before."""
        round_: Round = self.notice.round  # type: ignore[assignment]
        told = {"number": self.number, "date": date_format(round_.closes_on, "j F Y")}
        if not round_.is_open:
            return _("The round of comments on version %(number)s is over") % told
        if self.notice.kind == Kind.CLOSING:
            return _("The round of comments on version %(number)s ends on %(date)s") % told
        return _("Version %(number)s is open for comments until %(date)s") % told

    @property
    def answer(self) -> Answer | None:
        """That stands now; None if the line is not about an answer."""
        comment = self.notice.comment
        return comment.answer if comment and self.notice.kind in ABOUT_ANSWERS else None

    @property
    def stays(self) -> str:
        """What is kept of an answer that was changed, and what the organisation can do now."""
        if self.notice.supports:
            return ""
        if self.notice.kind == Kind.CONTESTED:
            return _(
                "Your organisation's objection stays on record, with the answer it was made to. You can accept the new "
                "answer or object to it as well."
            )
        if self.notice.kind == Kind.REANSWERED:
            return _("The earlier answer stays on record. You can accept the new one or object to it.")
        return ""

    @property
    def is_new(self) -> bool:
        return any(notice.read_at is None for notice in self.notices)

    @property
    def comments(self) -> list[Comment]:
        found = {notice.comment_id: notice.comment for notice in self.notices if notice.comment}
        return list(found.values())

    @property
    def shown(self) -> list[Comment]:
        return self.comments[:COMMENTS_SHOWN]

    @property
    def more(self) -> int:
        return max(len(self.comments) - COMMENTS_SHOWN, 0)

    @property
    def number(self) -> int:
        """Number of the version that it is about."""
        if self.step:
            return self.step.version.number
        notice = self.notice
        about = notice.comment or notice.round or (notice.request and notice.request.round)
        version: Version = notice.version or about.version  # type: ignore[union-attr]
        return version.number

    @property
    def tells_words(self) -> bool:
        """Mails pass through other hands: what is not said to everybody is read on the site."""
        return all(comment.audience == PUBLIC for comment in self.comments)

    @property
    def message(self) -> Message:
        """To pass on by WhatsApp: without a word of what was said, with the address where it stands."""
        return passed_on(self.notice, self.number)

    @property
    def changes_url(self) -> str:
        """'' if the line is not about a change of the text."""
        if self.step is None and (self.notice.version is None or self.number == 1):
            return ""
        before = self.step.from_version.number if self.step else self.number - 1
        pair = [before, self.number]
        return reverse("decrees:compare", args=[self.notice.decree_id, *pair])

    @property
    def before(self) -> str:
        return _side(self.segments, "delete")

    @property
    def after(self) -> str:
        return _side(self.segments, "insert")


def notification_list(notices: Iterable[Notification]) -> list[NotificationLine]:
    """Lines in the order of the notices, which need their subjects (`with_subjects`). The number of queries does not
    grow with them."""
    notices = list(notices)
    share_gaps(notice.comment for notice in notices if notice.comment)
    steps = _Steps([notice for notice in notices if notice.kind in ABOUT_STEPS])
    found: dict[Hashable, NotificationLine] = {}
    for notice in notices:
        step = steps.of(notice)
        told = found.setdefault(_key(notice, step), NotificationLine([], step))
        told.notices.append(notice)
    for told in found.values():
        told.segments = steps.segments(told.notice, told.step) if told.step else []
        if told.notice.round:
            told.notices.sort(key=attrgetter("pk"), reverse=True)  # the newest word on a round counts
    return list(found.values())


def alike(notice: Notification) -> list[Notification]:
    """All notices of the same person that say the same as this one, with this one."""
    comment = notice.comment
    if comment is None:
        of_round = Notification.objects.filter(user=notice.user_id, round=notice.round_id, kind__in=ABOUT_ROUNDS)
        return list(of_round) if notice.round_id else [notice]
    passage = {f"comment__{name}": getattr(comment, name) for name in ("version", "clause", "start", "end")}
    about = {"decree": notice.decree_id, "kind": notice.kind, "supports": notice.supports, **passage}
    own = Notification.objects.filter(user=notice.user_id, **about)
    return next(told.notices for told in notification_list(own.with_subjects()) if notice in told.notices)


def _key(notice: Notification, step: Anchor | None) -> Hashable:
    """Notices with the same key share a line. A comment that one is to answer has a line of its own."""
    comment = notice.comment
    if notice.kind in ABOUT_ROUNDS:
        return "round", notice.round_id
    if comment is None or notice.kind in (Kind.ASSIGNED, Kind.MENTIONED):
        return notice.pk
    passage = (comment.version_id, comment.clause, comment.start, comment.end)
    answer = comment.answer if notice.kind in ABOUT_ANSWERS else None
    said = (answer.disposition, answer.reason) if answer else None
    return notice.kind, notice.supports, notice.decree_id, passage, step and step.version_id, notice.version_id, said


class _Steps:
    """The steps by which comments got their places on the versions that the notices are about."""

    def __init__(self, notices: list[Notification]) -> None:
        self.trails: dict[int, list[Anchor]] = {}
        comments = {notice.comment_id for notice in notices}
        steps = Anchor.objects.filter(comment__in=comments).order_by("pk") if comments else []
        for step in steps:
            self.trails.setdefault(step.comment_id, []).append(step)
        self.told = {notice.pk: step for notice in notices if (step := self._told(notice))}
        used = {pk for step in self.told.values() for pk in (step.version_id, step.from_version_id)}
        self.versions = Version.objects.in_bulk(used) if used else {}
        for step in self.told.values():
            step.version, step.from_version = self.versions[step.version_id], self.versions[step.from_version_id]

    def _told(self, notice: Notification) -> Anchor | None:
        """The step that the notice is about: the last one by circulation before it. On each version that is the first
        step; later steps on the same version were made by people."""
        first: dict[int, Anchor] = {}
        for step in self.trails.get(notice.comment_id or 0, []):
            first.setdefault(step.version_id, step)
        return next((step for step in reversed(first.values()) if step.at <= notice.at), None)

    def of(self, notice: Notification) -> Anchor | None:
        return self.told.get(notice.pk)

    def segments(self, notice: Notification, step: Anchor) -> Segments:
        comment: Comment = notice.comment  # type: ignore[assignment]
        earlier = [each for each in self.trails[comment.pk] if each.pk < step.pk]
        stood = next((each.target for each in reversed(earlier) if each.version_id == step.from_version_id), None)
        stood = stood or comment.own_target
        old, new = step.from_version.document, step.version.document
        if step.lost and stood.clause == step.last_known_clause:
            # The passage is gone, but not its clause: compare the whole clause.
            return brief(redlined(words_at(old, Target(stood.clause)), words_at(new, Target(stood.clause))))
        return brief(redlined(words_at(old, stood), words_at(new, step.target)))


def brief(segments: Iterable[tuple[str, str]]) -> Segments:
    """A few words around each change, and at most about `LONGEST` in all; empty if nothing changed."""
    found = list(segments)
    if all(op == "equal" for op, _text in found):
        return []
    last = len(found) - 1
    shown = [
        (op, _around(text, at > 0, at < last) if op == "equal" else _cut(text)) for at, (op, text) in enumerate(found)
    ]
    return list(_first(shown))


def _around(text: str, after_change: bool, before_change: bool) -> str:
    words = text.split(" ")
    if len(words) <= AROUND * (after_change + before_change) + 1:
        return text
    head = " ".join(words[:AROUND]) + " " if after_change else ""
    tail = " " + " ".join(words[-AROUND:]) if before_change else ""
    return f"{head}{GAP}{tail}"


def _cut(text: str) -> str:
    words = text.split(" ")
    return text if len(words) <= LONGEST // 2 else " ".join(words[: LONGEST // 2]) + GAP


def _first(segments: Segments) -> Iterator[tuple[str, str]]:
    count = 0
    for op, text in segments:
        if count > LONGEST:
            yield "equal", f" {GAP}"
            return
        yield op, text
        count += len(text.split())


def _side(segments: Segments, op: str) -> str:
    return "".join(text for each, text in segments if each in ("equal", op)).strip()
