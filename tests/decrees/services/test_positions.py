"""An organisation's own discussion and its position: who sees which card, by page, by form and by frame."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from decrees import events, permissions, services
from decrees.models import Comment
from decrees.permissions import DecreePermission
from forum.models import LedgerEntry, Membership, User
from forum.permissions import sync_groups
from tests.clients import as_, expired, page_of
from tests.factories import OrganisationFactory, commented, member_of, open_draft, opened, secretariat_user
from tests.factories.decrees import WRITING, lapsed, next_version, without
from tests.factories.forum import MembershipFactory

pytestmark = pytest.mark.django_db
SECRET = "Rahasia dapur kami"


def url(name, comment):
    return reverse(f"decrees:{name}", args=[comment.version.decree_id, comment.pk])


def discussed():
    version, _, member = open_draft()
    audience = permissions.own_audiences(member)[0]
    discussion = commented(version, member, text=SECRET, audience=audience, start=10, end=13)
    return version, member, discussion


def sending(**words):
    return {
        "token": str(uuid.uuid4()),
        "text": "Kami usul.",
        "audience": "public",
        "was": "Tim",
        "step": "send",
        **words,
    }


def test_card_of_a_discussion_offers_to_send_and_then_leads_to_what_was_sent():
    version, member, discussion = discussed()
    colleague = member_of(discussion.organisation)
    send = url("position-send", discussion)
    assert send in page_of(version, colleague)
    data = sending(text="Kami usul nama lain.", proposed="Dewan")
    assert as_(colleague).post(send, data).status_code == 302
    position = Comment.objects.get(is_position=True)
    html = page_of(version, member)
    assert send not in html
    assert url("comment-detail", position) in html
    public = page_of(version)
    assert "Kami usul nama lain." in public
    assert "comment-position" in public
    assert SECRET not in public
    assert f"/komentar/{discussion.pk}/" not in public


def test_position_starts_empty_with_the_discussion_above_it():
    version, member, discussion = discussed()
    services.add_comment(
        version.decree, version=version, clause="dik-1", text="Setuju, sebut saja.", parent=discussion, by=member
    )
    page = as_(member_of(discussion.organisation)).get(url("position-send", discussion))
    form, html = page.context["form"], page.content.decode()
    assert [form["text"].value(), form["proposed"].value()] == [None, "Tim"]
    above, _, within = html.partition("comment-form")
    assert SECRET in above
    assert "Setuju, sebut saja." in above
    assert '<mark class="passage" data-comment-ids="passage">Tim</mark>' in above
    assert SECRET not in within


def test_position_is_read_once_more_before_it_goes_out_and_nothing_is_lost_on_the_way_back():
    _version, member, discussion = discussed()
    client, send = as_(member), url("position-send", discussion)
    typed = sending(text="Baris satu.\r\nBaris dua.", proposed="Dewan", tag="legal", audience="members", step="")
    looked = client.post(send, typed)
    assert (looked.status_code, looked.templates[0].name) == (200, "decrees/comments/writing/position_preview.html")
    html = looked.content.decode()
    for words in ("Baris satu.<br>Baris dua.", "<ins>", "Dewan", discussion.organisation.label, "comment-tag"):
        assert words in html
    assert SECRET not in html
    assert not Comment.objects.filter(is_position=True).exists()
    hidden = {field.html_name: field.value() for field in looked.context["form"]}
    back = client.post(send, {**hidden, "step": "edit"})
    assert back.status_code == 200
    again = {field.html_name: field.value() for field in back.context["form"]}
    assert (again["text"], again["proposed"], again["tag"], again["audience"], again["strike"], again["token"]) == (
        typed["text"], "Dewan", "legal", "members", False, typed["token"],
    )  # fmt: skip
    assert client.post(send, {**hidden, "step": "send"}).status_code == 302
    position = Comment.objects.get(is_position=True)
    assert (position.text, position.proposed, position.tag, position.audience) == (
        "Baris satu.\nBaris dua.", "Dewan", "legal", "members",
    )  # fmt: skip


def test_last_look_is_refused_like_sending():
    version, member, discussion = discussed()
    looking = sending(step="")
    stranger = member_of(OrganisationFactory())
    assert as_(stranger).post(url("position-send", discussion), looking).status_code == 404
    lapsed(version.decree.current_round)
    refused = as_(member).post(url("position-send", discussion), looking)
    assert refused.status_code == 403
    assert "Kami usul." in refused.content.decode()
    assert refused.templates[0].name == "decrees/comments/page.html"


def test_position_is_sent_once_and_its_passage_must_stand_there():
    version, member, discussion = discussed()
    gone = commented(version, member, clause="cit-1", text=SECRET, audience=discussion.audience)
    services.send_position(discussion, text="Sikap.", by=member)
    new = next_version(version, blocks=without("cit-1"))
    opened(new, discussion.organisation)
    for thread, words in [(discussion, "Sikap kedua."), (gone, "Sikap tanpa tempat.")]:
        for step in ("", "send"):
            answer = as_(member).post(url("position-send", thread), sending(text=words, step=step, was=thread.passage))
            assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Comment.objects.filter(is_position=True).count() == 1


@pytest.mark.parametrize("step", ["", "send"])
def test_position_is_read_once_more_if_the_text_changed_meanwhile(step):
    version, member, discussion = discussed()
    thread = commented(version, member, text=SECRET, audience=discussion.audience)
    was, now = thread.passage, "Membentuk Tim Open Government Kabupaten, beranggotakan semua pihak."
    send, typed = url("position-send", thread), sending(text="Kami setuju.", proposed=was, was=was, step=step)
    new = next_version(version, dik_1=now)
    opened(new, discussion.organisation)
    again = as_(member).post(send, typed)
    form = again.context["form"]
    assert (again.status_code, Comment.objects.filter(is_position=True).exists()) == (422, False)
    assert [form[name].value() for name in ("text", "proposed", "was")] == ["Kami setuju.", now, now]
    assert as_(member).post(send, {**typed, "proposed": "Dewan"}).context["form"]["proposed"].value() == "Dewan"
    as_(member).post(send, {**typed, "was": now, "proposed": now, "step": "send"})
    position = Comment.objects.get(is_position=True)
    assert (position.version, position.proposed) == (new, None)


def test_carried_discussion_is_shown_and_proposed_on_as_its_passage_stands_now():
    version, member, discussion = discussed()
    new = next_version(version, dik_1="Segera membentuk Tim Open Government Daerah.")
    opened(new, discussion.organisation)
    page = as_(member).get(url("position-send", discussion))
    assert "Segera membentuk" in page.content.decode()
    assert page.context["version"] == new


def test_position_that_is_refused_comes_back_with_what_was_typed():
    _, member, discussion = discussed()
    answer = as_(member).post(url("position-send", discussion), sending(text=""))
    assert answer.status_code == 422
    assert not Comment.objects.filter(is_position=True).exists()
    longer = sending(text="Sikap kami. " * 1000)
    assert "Sikap kami. Sikap kami." in as_(member).post(url("position-send", discussion), longer).content.decode()


def test_script_is_sent_to_the_page_and_gets_the_frame_of_what_it_sends():
    _, member, discussion = discussed()
    client, send = as_(member, X_Requested_With="fetch"), url("position-send", discussion)
    assert (client.get(send).status_code, client.get(send).content) == (204, b"")
    answer = client.post(send, sending(audience="members"))
    [frame] = answer.json()["frames"]
    assert (answer.status_code, frame["comment"]) == (201, Comment.objects.get(is_position=True).pk)


@pytest.mark.parametrize("step", ["", "send"])
def test_position_survives_a_session_that_ended(step):
    _, member, discussion = discussed()
    client, send = expired(member), url("position-send", discussion)
    typed = sending(text="Sikap yang panjang.", audience="members", proposed="Tim", step=step)
    assert client.post(send, typed).status_code == 302
    client.force_login(member)
    form = client.get(send).context["form"]
    assert (form["text"].value(), form["audience"].value(), form["token"].value()) == (
        "Sikap yang panjang.", "members", typed["token"],
    )  # fmt: skip
    client.post(send, typed | {"step": "send"})
    assert client.get(send).context["form"]["text"].value() is None


def test_reaction_is_offered_to_those_who_commented_and_shown_to_all():
    version, _, member = open_draft()
    other = member_of(OrganisationFactory())
    comment = commented(version, member)
    services.answer_comment(comment, disposition="not_accepted", reason="Tidak dapat.", by=secretariat_user())
    react = url("answer-react", comment)
    link = f'<a href="{react}" data-action="react">'
    assert (link in page_of(version, member), link in page_of(version, other), react in page_of(version)) == (
        True,
        False,
        False,
    )
    assert as_(member).post(react, {"stance": "objects", "reason": ""}).status_code == 422
    assert as_(member).post(react, {"stance": "objects", "reason": "Belum terjawab."}).status_code == 302
    html = page_of(version)
    assert "Belum terjawab." in html
    assert 'data-stance="objects"' in html
    unanswered = commented(version, member)
    assert as_(member).get(url("answer-react", unanswered)).status_code == 404


def test_discussion_that_lost_its_place_is_put_back_by_its_organisation_alone():
    version, _, member = open_draft()
    audience = permissions.own_audiences(member)[0]
    discussion = commented(version, member, clause="cit-1", text=SECRET, audience=audience)
    new = next_version(version, blocks=without("cit-1"))
    place = url("discussion-place", discussion)
    assert (place in page_of(new, member), place in page_of(new, secretariat_user())) == (True, False)
    with pytest.raises(PermissionDenied):
        services.reattach_comment(discussion, clause="dik-1", by=secretariat_user())
    answer = as_(member, X_Requested_With="fetch").post(place, {"clause": "dik-1", "quote": "Tim"})
    [frame] = answer.json()["frames"]
    assert (frame["verb"], frame["clause"], frame["start"]) == ("comment.reattached", "dik-1", 10)
    assert place not in page_of(new, member)
    made_here = commented(*_again(new, member), audience=audience)
    assert as_(member).get(url("discussion-place", made_here)).status_code == 404


def _again(version, member):
    opened(version, member.person.memberships.get().organisation)
    return version, member


def test_who_has_left_adds_nothing_to_the_discussion():
    version, member, discussion = discussed()
    other = OrganisationFactory()
    both = {discussion.organisation: WRITING, other: WRITING}
    services.change_grants(discussion.round, grants=both, by=secretariat_user())
    Membership.objects.of(member).update(end_date=timezone.localdate() - datetime.timedelta(days=1))
    MembershipFactory(person=member.person, organisation=other)
    sync_groups(member)
    gone = User.objects.get(pk=member.pk)
    with pytest.raises(PermissionDenied):
        commented(version, gone, parent=discussion)
    assert commented(version, gone).organisation == other


# --- whoever speaks for two organisations


def of_both(version, discussion, *, grants=None):
    """The discussion's organisation, another one that its newest membership is of, and who speaks for both."""
    one, other = discussion.organisation, OrganisationFactory(short_name="KPI")
    services.change_grants(discussion.round, grants=grants or {one: WRITING, other: WRITING}, by=secretariat_user())
    person = member_of(one)
    MembershipFactory(person=person.person, organisation=other, start_date=datetime.date(2020, 1, 1))
    sync_groups(person)
    return one, other, User.objects.get(pk=person.pk)


def test_whoever_speaks_for_two_sends_the_position_of_that_whose_discussion_it_is():
    version, _, discussion = discussed()
    one, other, both = of_both(version, discussion)
    in_the_other = commented(version, both, text="Antar KPI.", audience=f"organisation:{other.pk}")
    for thread, organisation in [(discussion, one), (in_the_other, other)]:
        page = as_(both).get(url("position-send", thread))
        assert organisation.label in page.context["heading"]
        position = services.send_position(thread, text="Sikap kami.", by=both)
        assert (position.organisation, position.office) == (organisation, organisation.name)
        told = LedgerEntry.objects.filter(verb__in=[events.POSITION_SENT, events.DISCUSSION_CONCLUDED])
        newest = told.order_by("-seq")[:2]
        assert [(entry.organisation, entry.actor_label) for entry in newest] == [(organisation, organisation.name)] * 2
    assert commented(version, both).organisation == other


def test_whoever_speaks_for_one_of_two_does_not_reach_the_discussion_of_the_other():
    version, member, discussion = discussed()
    _, other, both = of_both(version, discussion)
    in_the_other = commented(version, both, text="Antar KPI.", audience=f"organisation:{other.pk}")
    assert as_(member).get(url("position-send", in_the_other)).status_code == 404
    assert as_(member_of(other)).post(url("position-send", discussion), {"text": "x"}).status_code == 404
    for thread, stranger in [(in_the_other, member), (discussion, member_of(other))]:
        with pytest.raises(PermissionDenied):
            services.send_position(thread, text="Sikap orang lain.", by=stranger)
    Membership.objects.of(both).filter(organisation=discussion.organisation).update(end_date=datetime.date(2020, 1, 2))
    sync_groups(both)
    left = User.objects.get(pk=both.pk)
    assert as_(left).get(url("position-send", discussion)).status_code == 404
    with pytest.raises(PermissionDenied):
        services.send_position(discussion, text="Sikap dari luar.", by=left)
    assert services.send_position(in_the_other, text="Sikap KPI.", by=left).organisation == other


def test_right_of_one_organisation_is_not_used_in_the_name_of_the_other():
    _version, member, discussion = discussed()
    comment_only = {DecreePermission.COMMENT}
    grants = {discussion.organisation: comment_only, (other := OrganisationFactory()): WRITING}
    services.change_grants(discussion.round, grants=grants, by=secretariat_user())
    MembershipFactory(person=member.person, organisation=other)
    sync_groups(member)
    both = User.objects.get(pk=member.pk)
    assert "proposed" not in as_(both).get(url("position-send", discussion)).context["form"].fields
    with pytest.raises(PermissionDenied):
        services.send_position(discussion, text="Kami usul.", proposed="Dewan", by=both)
    services.change_grants(discussion.round, grants={other: WRITING}, by=secretariat_user())
    assert as_(both).get(url("position-send", discussion)).status_code == 403
    with pytest.raises(PermissionDenied):
        services.send_position(discussion, text="Kami usul.", by=both)
    assert not Comment.objects.filter(is_position=True).exists()


def test_whoever_speaks_for_two_amends_the_position_in_the_name_of_that_which_sent_it():
    version, _, discussion = discussed()
    one, other, both = of_both(version, discussion)
    position = services.send_position(discussion, text="Sikap kami.", by=both)
    amendment = commented(version, both, parent=position, text="Kami tambahkan.")
    assert (amendment.organisation, str(amendment.addition)) == (one, gettext("Change of position"))
    assert commented(version, member_of(other), parent=position, text="Kami setuju.").organisation == other
