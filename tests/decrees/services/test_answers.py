import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from decrees import events, permissions, services
from decrees.models import Answer, Assignment, Comment, Reaction
from decrees.permissions import DecreePermission
from forum.models import ForumSettings, LedgerEntry
from forum.services import sync_memberships
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    circulated,
    closed,
    commented,
    lapsed,
    member_of,
    open_draft,
    opened,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
NOTED = {"disposition": "noted", "reason": "Dicatat."}


def last(decree):
    return LedgerEntry.objects.filter(page_id=decree.pk).order_by("seq").last()


# --- one answer for several


def test_like_comments_get_one_answer_and_each_its_entry():
    version, _, member = open_draft()
    comments = [commented(version, member, text=f"Perjelas {n}.") for n in range(3)]
    answers = services.answer_comments(comments, disposition="accepted", reason="Diperjelas.", by=secretariat_user())
    assert [answer.comment for answer in answers] == comments
    assert len({answer.group for answer in answers}) == 1
    assert LedgerEntry.objects.filter(verb=events.ANSWER_GIVEN).count() == 3


def test_answer_given_together_is_changed_together():
    version, _, member = open_draft()
    one, two = commented(version, member), commented(version, member)
    alone = commented(version, member)
    services.answer_comments([one, two], **NOTED, by=secretariat_user())
    services.answer_comment(alone, **NOTED, by=secretariat_user())
    two.refresh_from_db()
    services.answer_comment(two, disposition="partly", reason="Sebagian.", by=secretariat_user())
    given = dict(Comment.objects.values_list("pk", "answer__disposition"))
    assert given == {one.pk: "partly", two.pk: "partly", alone.pk: "noted"}


def test_comments_of_two_drafts_are_not_answered_together():
    (first, _, member), (other, _, elsewhere) = open_draft(), open_draft()
    with pytest.raises(PermissionDenied):
        services.answer_comments(
            [commented(first, member), commented(other, elsewhere)], **NOTED, by=secretariat_user()
        )
    assert not Answer.objects.exists()


def shared_with_hidden():
    """A public comment and two others answered together; who may answer cannot read the last: (comments, answerer)."""
    version, bi, hukum = circulated(), OrganisationFactory(), OrganisationFactory()
    opened(version, grants={hukum: {DecreePermission.ANSWER}, bi: {DecreePermission.COMMENT}})
    member = member_of(bi)
    shown, also = commented(version, member), commented(version, member, audience="members")
    hidden = commented(version, member, text="Hanya untuk sekretariat.", audience="secretariat")
    services.answer_comments([shown, also, hidden], **NOTED, by=secretariat_user())
    return [shown, also, hidden], member_of(hukum)


def standing(comment):
    """The answer that stands now."""
    return Comment.objects.get(pk=comment.pk).answer


def answers_of(comments):
    return [standing(comment) for comment in comments]


def test_who_cannot_read_one_of_those_answered_together_changes_the_others(client):
    comments, lawyer = shared_with_hidden()
    shown, _also, hidden = comments
    decree = shown.version.decree
    kept, told = standing(hidden), LedgerEntry.objects.count()
    client.force_login(lawyer)
    url = reverse("decrees:comment-answer", args=[decree.pk, shown.pk])
    form = client.get(url)
    sent = {"disposition": "accepted", "reason": "Diperjelas.", "seen": form.context["form"]["seen"].value()}
    assert client.post(url, sent).status_code == 302
    one, two, other = answers_of(comments)
    assert [(answer.disposition, answer.reason) for answer in (one, two)] == [("accepted", "Diperjelas.")] * 2
    assert (other.disposition, other.reason, other.seq, other.group) == (
        kept.disposition,
        kept.reason,
        kept.seq,
        kept.group,
    )
    assert one.group == two.group != other.group
    entries = LedgerEntry.objects.filter(seq__gt=told)
    assert [(entry.verb, entry.audience, entry.data["comment"]) for entry in entries.order_by("seq")] == [
        (events.ANSWER_CHANGED, comment.audience, comment.pk) for comment in comments[:2]
    ]
    with pytest.raises(PermissionDenied):
        services.answer_comment(hidden, **NOTED, by=lawyer)
    hidden_url = reverse("decrees:comment-answer", args=[decree.pk, hidden.pk])
    assert client.post(hidden_url, sent).status_code == client.get(hidden_url).status_code == 404


def test_nothing_tells_who_cannot_read_it_that_one_more_was_answered_together(client):
    comments, lawyer = shared_with_hidden()
    shown, _also, hidden = comments
    decree = shown.version.decree
    client.force_login(lawyer)
    register = reverse("decrees:register-file", args=[decree.pk, "json"])
    pages = [reverse("decrees:comment-answer", args=[decree.pk, shown.pk]), decree.url, register]

    def seen():
        rows = client.get(register).json()["comments"]
        told = [(row["answer"]["answered_together"], row["answer"]["group"]) for row in rows]
        words = [client.get(page).content.decode() for page in pages]
        assert not any(hidden.text in page or f"/komentar/{hidden.pk}/" in page for page in words)
        return told

    before = seen()
    services.answer_comment(shown, **NOTED, by=lawyer)
    assert (seen(), len({answer.group for answer in answers_of(comments)})) == (before, 1)
    services.answer_comment(shown, disposition="partly", reason="Sebagian.", by=lawyer)
    (count, group), *others = seen()
    assert (count, others) == (2, [(2, group)])
    assert group != before[0][1]
    without_hidden = [commented(shown.version, member_of(shown.organisation), text=f"Lagi {n}.") for n in range(2)]
    services.answer_comments(without_hidden, **NOTED, by=secretariat_user())
    old = standing(without_hidden[0]).group
    services.answer_comment(without_hidden[0], disposition="partly", reason="Sebagian.", by=lawyer)
    assert old not in {answer.group for answer in answers_of(without_hidden)}


def test_discussion_of_an_organisation_is_neither_seen_nor_answered():
    version, _, member = open_draft()
    private = commented(version, member, audience=permissions.own_audiences(member)[0])
    shown = commented(version, member)
    with pytest.raises(PermissionDenied):
        services.answer_comments([shown, private], **NOTED, by=secretariat_user())
    permissions.set_grants(
        version.decree,
        {member.person.memberships.get().organisation: {DecreePermission.ANSWER, DecreePermission.COMMENT}},
    )
    with pytest.raises(ValidationError):
        services.answer_comment(private, **NOTED, by=member)


# --- who is to answer


def test_comment_is_assigned_to_an_organisation_that_may_answer_with_a_deadline():
    version, bi, hukum = circulated(), OrganisationFactory(), OrganisationFactory()
    opened(version, grants={hukum: {DecreePermission.ANSWER}, bi: {DecreePermission.COMMENT}})
    comment, due = commented(version, member_of(bi)), timezone.localdate() + datetime.timedelta(days=3)
    for wrong in [{"organisation": bi, "due": due}, {"organisation": hukum, "due": due - datetime.timedelta(days=9)}]:
        with pytest.raises(ValidationError):
            services.assign_comments([comment], **wrong, by=secretariat_user())
    with pytest.raises(PermissionDenied):
        services.assign_comments([comment], organisation=hukum, due=due, by=member_of(hukum))
    services.assign_comments([comment], organisation=hukum, due=due, by=secretariat_user())
    later = due + datetime.timedelta(days=1)
    services.assign_comments([comment], organisation=hukum, due=later, by=secretariat_user())
    assert (Assignment.objects.get().due, last(version.decree).audience) == (later, "secretariat")
    services.answer_comment(comment, **NOTED, by=member_of(hukum))
    comment.refresh_from_db()
    with pytest.raises(ValidationError):
        services.assign_comments([comment], organisation=hukum, due=later, by=secretariat_user())


def test_what_is_said_to_the_secretariat_is_assigned_to_nobody_who_cannot_read_it():
    version, bi, hukum, own = circulated(), *OrganisationFactory.create_batch(3)
    opened(version, grants={hukum: {DecreePermission.ANSWER}, bi: {DecreePermission.COMMENT}})
    ForumSettings.objects.update_or_create(site=Site.objects.get(), defaults={"secretariat": own})
    comment = commented(version, member_of(bi), audience="secretariat")
    asked = {"due": timezone.localdate(), "by": secretariat_user()}
    with pytest.raises(ValidationError):
        services.assign_comments([comment], organisation=hukum, **asked)
    assert services.assign_comments([comment], organisation=own, **asked)


# --- what is said to the answer


def test_organisation_that_commented_accepts_or_objects_also_after_the_round():
    version, round_, member = open_draft()
    other = member_of(OrganisationFactory())
    colleague = member_of(member.person.memberships.get().organisation)
    answer = services.answer_comment(commented(version, member), **NOTED, by=secretariat_user())
    closed(round_)
    for stranger in [other, secretariat_user()]:
        with pytest.raises(PermissionDenied):
            services.react_to_answer(answer, stance="content", by=stranger)
    with pytest.raises(ValidationError):
        services.react_to_answer(answer, stance="objects", reason=" ", by=member)
    services.react_to_answer(answer, stance="objects", reason="Tidak menjawab.", by=member)
    assert last(version.decree).verb == events.OBJECTION_MAINTAINED
    services.react_to_answer(answer, stance="content", by=colleague)
    assert last(version.decree).verb == events.ANSWER_ACCEPTED
    assert Comment.objects.get().reaction.stance == "content"
    assert [reaction.stance for reaction in answer.reactions.all()] == ["objects", "content"]


def test_reaction_stands_as_long_as_the_answer_it_was_given_to_and_stays_with_that():
    version, _, member = open_draft()
    comment = commented(version, member)
    answer = services.answer_comment(comment, **NOTED, by=secretariat_user())
    reaction = services.react_to_answer(answer, stance="content", by=member)
    services.answer_comment(comment, **NOTED, by=secretariat_user())
    assert Comment.objects.get().reaction == reaction
    services.answer_comment(comment, disposition="not_accepted", reason="Tidak.", by=secretariat_user())
    assert Comment.objects.get().reaction is None
    assert list(answer.reactions.all()) == [reaction]


# --- positions


def test_answer_given_once_more_in_the_same_words_is_as_old_as_before():
    version, _, member = open_draft()
    first, second = commented(version, member), commented(version, member)
    by = secretariat_user()
    given = services.answer_comment(first, disposition="noted", reason="Dicatat.", by=by)
    reaction = services.react_to_answer(given, stance="content", by=member)
    services.answer_comments([first, second], disposition="noted", reason="Dicatat.", by=by)
    first.refresh_from_db()
    assert (first.reaction, first.answer, standing(second).group) == (reaction, given, given.group)
    services.answer_comments([first, second], disposition="noted", reason="Lain.", by=by)
    first.refresh_from_db()
    assert (first.reaction, first.answer.answered_at > reaction.at) == (None, True)


def test_within_a_discussion_one_speaks_for_its_organisation_whomever_one_speaks_for_elsewhere():
    version, _, member = open_draft()
    first = member.person.memberships.get().organisation
    newer = OrganisationFactory()
    MembershipFactory(person=member.person, organisation=newer)
    permissions.set_grants(version.decree, {**permissions.grants_of(version.decree), newer: {DecreePermission.COMMENT}})
    sync_memberships()
    within = [commented(version, member, audience=f"organisation:{one.pk}") for one in (first, newer)]
    assert [comment.organisation for comment in within] == [first, newer]


def discussed(**fields):
    version, round_, member = open_draft()
    fields = {"start": 10, "end": 13, **fields}
    return version, round_, member, commented(version, member, audience=permissions.own_audiences(member)[0], **fields)


def test_discussion_becomes_one_position_of_the_organisation_on_its_passage():
    version, _, member, discussion = discussed()
    position = services.send_position(discussion, text="Kami usul nama lain.", proposed="Dewan", by=member)
    assert (position.is_position, position.audience, position.quote) == (True, "public", "Tim")
    assert position.organisation == discussion.organisation
    with pytest.raises(ValidationError):
        services.send_position(discussion, text="Sekali lagi.", by=member)
    verbs = LedgerEntry.objects.filter(page_id=version.decree_id).order_by("-seq").values_list("verb", "audience")
    assert list(verbs[:2]) == [
        (events.DISCUSSION_CONCLUDED, discussion.audience),
        (events.POSITION_SENT, "public"),
    ]


def test_position_is_sent_by_those_who_speak_for_the_organisation_in_an_open_round():
    version, round_, member, discussion = discussed()
    other = member_of(OrganisationFactory())
    permissions.set_grants(
        version.decree,
        {
            **permissions.grants_of(version.decree),
            other.person.memberships.get().organisation: {DecreePermission.COMMENT},
        },
    )
    for stranger in [other, secretariat_user()]:
        with pytest.raises(PermissionDenied):
            services.send_position(discussion, text="Kami usul.", by=stranger)
    with pytest.raises(ValidationError):
        services.send_position(discussion, text="Kami usul.", audience=discussion.audience, by=member)
    personal = commented(version, member)
    with pytest.raises(PermissionDenied):
        services.send_position(personal, text="Kami usul.", by=member)
    lapsed(round_)
    with pytest.raises(PermissionDenied):
        services.send_position(discussion, text="Kami usul.", by=member)


def test_position_asks_for_an_answer_though_the_discussion_does_not():
    _version, round_, member, discussion = discussed()
    services.close_round(round_, by=secretariat_user())
    _version, round_, member, discussion = discussed()
    services.send_position(discussion, text="Kami usul.", by=member)
    with pytest.raises(ValidationError):
        services.close_round(round_, by=secretariat_user())


def test_answer_stays_shared_although_it_was_given_while_the_form_was_open():
    version, _, member = open_draft()
    one, two = commented(version, member), commented(version, member)
    assert one.answer is None
    as_seen = Comment.objects.with_cards().get(pk=one.pk)
    services.answer_comments([one, two], **NOTED, by=secretariat_user())
    services.answer_comment(as_seen, disposition="partly", reason="Sebagian.", by=secretariat_user())
    assert {answer.disposition for answer in answers_of([one, two])} == {"partly"}


def hidden(response):
    return response.context["form"]["seen"].value()


@pytest.mark.parametrize("name", ["decrees:comment-answer", "decrees_admin:answer"])
def test_nobody_overwrites_an_answer_they_have_not_seen(client, name):
    version, _, member = open_draft()
    comment, desk = commented(version, member), secretariat_user()
    url = reverse(name, args=[version.decree_id, comment.pk])
    client.force_login(desk)
    sent = {"disposition": "not_accepted", "reason": "Tidak.", "seen": hidden(client.get(url))}
    services.answer_comment(comment, **NOTED, by=desk)
    assert client.post(url, sent).status_code == 422
    assert standing(comment).disposition == "noted"
    assert client.post(url, {**sent, "seen": hidden(client.get(url))}).status_code == 302
    assert standing(comment).disposition == "not_accepted"


def test_nobody_agrees_to_an_answer_they_have_not_seen(client):
    version, _, member = open_draft()
    comment, desk = commented(version, member), secretariat_user()
    services.answer_comment(comment, **NOTED, by=desk)
    url = reverse("decrees:answer-react", args=[version.decree_id, comment.pk])
    client.force_login(member)
    sent = {"stance": "content", "seen": hidden(client.get(url))}
    services.answer_comment(comment, disposition="not_accepted", reason="Tidak.", by=desk)
    assert client.post(url, sent).status_code == 422
    assert not Reaction.objects.exists()
    assert client.post(url, {**sent, "seen": hidden(client.get(url))}).status_code == 302
    assert Reaction.objects.get().stance == "content"
