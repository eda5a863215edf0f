"""The secretariat's desk in the admin: the whole way of a draft by its forms, and nobody else at them."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from decrees import permissions, services
from decrees.models import Anchor, Answer, Assignment, DecreePage, Round, Version
from decrees.permissions import DecreePermission
from forum.audiences import Audience
from tests.clients import desk_url as url
from tests.factories import (
    OrganisationFactory,
    circulated,
    closed,
    commented,
    decree_index,
    decree_page,
    member_of,
    open_draft,
    opened,
    rewritten,
    secretariat_user,
)
from tests.factories.decrees import next_version, without

pytestmark = pytest.mark.django_db


def desk():
    """A client at the desk, and its user."""
    user = secretariat_user()
    group = Group.objects.create(name="Penyunting")
    for codename in ["add_page", "change_page", "publish_page"]:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=decree_index(), permission=permission)
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def in_days(days):
    return (timezone.localdate() + datetime.timedelta(days)).isoformat()


def test_editor_offers_the_typed_blocks_and_the_desk():
    decree, client = decree_page(), desk()
    html = client.get(reverse("wagtailadmin_pages:edit", args=[decree.pk])).content.decode()
    for words in ["Menimbang", "Mengingat", "Memperhatikan", "KESATU", "Lampiran"]:
        assert words in html
    assert url("desk", decree.pk) in html
    assert reverse("minutes_class", args=[decree.pk]) in html
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[decree.pk])).content.decode()
    assert "MEMUTUSKAN:" in draft
    assert "Membentuk Tim Open Government." in draft


def test_a_draft_goes_all_its_way_by_forms():
    decree, client = decree_page(), desk()
    bi = OrganisationFactory(is_forum_member=True)
    client.post(url("circulate", decree.pk), {"changelog": "Awal.", "reason": "Dibahas."})
    version = Version.objects.get()
    form = client.get(url("round-open", decree.pk) + "?preset=members").context["form"]
    ticks = [value for row in form.member_rows() for value, _label, ticked in row.cells if ticked]
    assert ticks == [f"{bi.group_id}:{p}" for p in ["view_draft", "comment_on_draft", "propose_wording"]]
    data = {"closes_on": in_days(7), "note": "Mohon dibaca.", "preset": "members", "grants": ticks}
    client.post(url("round-open", decree.pk), data)
    round_ = Round.objects.get()
    assert (round_.version, round_.preset, round_.note, round_.days_left) == (version, "members", "Mohon dibaca.", 7)
    comment = commented(version, member_of(bi))
    listed = client.get(url("comments", decree.pk) + "?state=unanswered")
    assert [c.pk for c in listed.context["object_list"]] == [comment.pk]
    client.post(url("answer", decree.pk, comment.pk), {"disposition": "accepted", "reason": "Baik."})
    assert Answer.objects.get().comment == comment
    assert list(client.get(url("comments", decree.pk) + "?state=unanswered").context["object_list"]) == []
    assert client.get(url("desk", decree.pk)).context["unanswered_count"] == 0
    client.post(url("round-close", decree.pk, round_.pk))
    assert not Round.objects.open().exists()


def test_preset_changed_by_hand_is_an_own_choice_and_can_be_changed_afterwards():
    version, client = circulated(), desk()
    bi, kpi = OrganisationFactory(is_forum_member=True), OrganisationFactory()
    data = {"closes_on": in_days(3), "preset": "members", "grants": [f"{bi.group_id}:comment_on_draft"]}
    client.post(url("round-open", version.decree_id), data)
    round_ = Round.objects.get()
    assert round_.preset == "own"
    change = url("round-change", version.decree_id, round_.pk)
    form = client.get(change).context["form"]
    assert {row.grantee for row in form.other_rows()} == {kpi}
    client.post(change, {**data, "closes_on": in_days(9), "grants": [f"{kpi.group_id}:propose_wording"]})
    assert set(permissions.grants_of(version.decree)) == {kpi}
    assert Round.objects.get().days_left == 9


def test_page_for_circulating_says_beforehand_that_a_round_is_open():
    (version, round_, _), client = open_draft(), desk()
    way_out = f'href="{url("round-close", version.decree_id, round_.pk)}"'
    assert way_out in client.get(url("circulate", version.decree_id)).content.decode()
    closed(round_)
    assert way_out not in client.get(url("circulate", version.decree_id)).content.decode()


def test_first_version_is_not_asked_why_it_was_revised():
    decree, client = decree_page(), desk()
    page = client.get(url("circulate", decree.pk)).content.decode()
    assert "Dasar penyusunan" in page
    assert "Mengapa direvisi" not in page
    assert client.post(url("circulate", decree.pk), {"changelog": "Naskah tim.", "reason": ""}).status_code == 302
    page = client.get(url("circulate", rewritten(decree, rec_a="bahwa lain;").pk)).content.decode()
    assert "Dasar penyusunan" not in page
    answer = client.post(url("circulate", decree.pk), {"changelog": "Huruf a.", "reason": ""})
    assert (answer.status_code, decree.versions.count()) == (422, 1)


def test_refusals_of_the_service_are_shown_with_what_was_typed():
    version, client = circulated(), desk()
    answer = client.post(url("circulate", version.decree_id), {"changelog": "Ubah.", "reason": "Alasan panjang."})
    assert answer.status_code == 422
    assert "Alasan panjang." in answer.content.decode()
    answer = client.post(url("round-open", version.decree_id), {"closes_on": in_days(3), "preset": "own", "grants": []})
    assert answer.status_code == 422
    assert [len(list(get_messages(answer.wsgi_request)))] == [1]
    late = {"closes_on": in_days(-1), "preset": "own", "grants": [f"{OrganisationFactory().group_id}:comment_on_draft"]}
    assert client.post(url("round-open", version.decree_id), late).status_code == 422
    assert Round.objects.count() == 0
    assert client.post(url("round-open", version.decree_id), {**late, "closes_on": in_days(0)}).status_code == 302


def test_round_is_closed_by_the_form_once_every_comment_is_answered():
    (version, round_, member), client = open_draft(), desk()
    comment = commented(version, member)
    close = url("round-close", version.decree_id, round_.pk)
    assert "<form" not in client.get(close).content.decode().split("help-warning")[1].split("</section>")[0]
    client.post(close)
    assert Round.objects.open().exists()
    client.post(url("answer", version.decree_id, comment.pk), {"disposition": "noted", "reason": "Dicatat."})
    client.post(close)
    assert not Round.objects.open().exists()


def test_like_comments_are_suggested_and_answered_with_one_form():
    (version, _, member), client = open_draft(), desk()
    first = commented(version, member, text="Sebutkan anggaran tim dengan jelas.")
    like = commented(version, member, clause="rec-a", text="Sebutkan anggaran tim dengan jelas!")
    unlike = commented(version, member, clause="poi-a", text="Tambahkan unsur akademisi sebagai anggota.")
    answer = url("answer", version.decree_id, first.pk)
    offered = client.get(answer + "?disposition=partly").context["form"]
    assert offered.initial["disposition"] == "partly"
    assert [pk for pk, _label in offered.fields["together"].choices] == [like.pk]
    client.post(answer, {"disposition": "accepted", "reason": "Ditambahkan.", "together": [like.pk]})
    assert set(Answer.objects.values_list("comment", flat=True)) == {first.pk, like.pk}
    again = client.get(answer)
    assert like.text in again.content.decode()
    assert "together" not in again.context["form"].fields
    client.post(
        url("answer", version.decree_id, unlike.pk), {"disposition": "noted", "reason": "Ya.", "together": [first.pk]}
    )
    assert Answer.objects.count() == 3
    assert Answer.objects.get(comment=first).disposition == "accepted"


def test_comments_are_assigned_and_found_again_when_late():
    (version, _, member), client = open_draft(), desk()
    hukum = OrganisationFactory()
    permissions.set_grants(version.decree, {**permissions.grants_of(version.decree), hukum: {DecreePermission.ANSWER}})
    comments = [commented(version, member), commented(version, member)]
    data = {"comments": [comments[0].pk], "organisation": hukum.pk, "due": in_days(2)}
    assert client.post(url("assign", version.decree_id), {**data, "organisation": member.pk}).status_code == 422
    assert client.post(url("assign", version.decree_id), data).status_code == 302
    assert hukum.label in client.get(url("comments", version.decree_id)).content.decode()
    late = url("comments", version.decree_id) + "?state=late"
    assert list(client.get(late).context["object_list"]) == []
    Assignment.objects.update(due=timezone.localdate() - datetime.timedelta(days=1))
    assert [c.pk for c in client.get(late).context["object_list"]] == [comments[0].pk]


def test_number_that_no_database_holds_is_an_unknown_choice():
    (version, _, member), client = open_draft(), desk()
    comment = commented(version, member)
    commented(version, member)
    data = {"comments": [10**30], "organisation": 10**30, "due": in_days(2)}
    assert client.post(url("assign", version.decree_id), data).status_code == 422
    answer = {"disposition": "noted", "reason": "Dicatat.", "together": [10**30]}
    assert client.post(url("answer", version.decree_id, comment.pk), answer).status_code == 422
    assert not Answer.objects.exists()


def test_desk_is_closed_to_members_and_to_editors_without_the_duty():
    version, round_, member = open_draft()
    comment = commented(version, member)
    editor = member_of(OrganisationFactory(), is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    pk = version.decree_id
    addresses = [
        url("desk", pk),
        url("circulate", pk),
        url("round-open", pk),
        url("round-change", pk, round_.pk),
        url("round-close", pk, round_.pk),
        url("comments", pk),
        url("comments-results", pk),
        url("answer", pk, comment.pk),
    ]
    allowed = desk()
    for address in addresses:
        assert allowed.get(address).status_code == 200, address
        for user in [None, member, editor]:
            client = Client()
            if user:
                client.force_login(user)
            assert client.get(address).status_code in {302, 403}, address
            assert client.post(address, {"disposition": "noted", "reason": "x"}).status_code in {302, 403, 405}
    assert Answer.objects.count() == 0
    assert Round.objects.get().closed_at is None


def test_comments_kept_within_an_organisation_are_not_on_the_desk():
    version, _, member = open_draft()
    own = permissions.own_audiences(member)[0]
    shown, hidden = commented(version, member), commented(version, member, audience=own)
    client = desk()
    listed = client.get(url("comments", version.decree_id)).context["object_list"]
    assert [comment.pk for comment in listed] == [shown.pk]
    assert client.get(url("answer", version.decree_id, hidden.pk)).status_code == 404


def test_list_of_comments_asks_the_same_queries_for_more(django_assert_num_queries):
    version, _, member = open_draft()
    client, address = desk(), url("comments", version.decree_id)
    commented(version, member)
    client.get(address)
    with django_assert_num_queries(18):
        client.get(address)
    for _n in range(2):
        services.answer_comment(commented(version, member), disposition="noted", reason="Ya.", by=secretariat_user())
    with django_assert_num_queries(18):
        client.get(address)


def test_circulated_draft_is_not_deleted_and_one_without_versions_that_was_never_published_is():
    version, other = circulated(), decree_page(live=False)
    client = Client()
    client.force_login(secretariat_user(is_superuser=True))
    client.post(reverse("wagtailadmin_pages:delete", args=[version.decree_id]))
    client.post(reverse("wagtailadmin_pages:delete", args=[decree_index().pk]))
    client.post(reverse("wagtailadmin_pages:delete", args=[other.pk]))
    assert [page.pk for page in DecreePage.objects.all()] == [version.decree_id]


def test_answerers_who_are_not_the_secretariat_reach_the_list_if_they_may_enter_the_admin():
    version, hukum = circulated(), OrganisationFactory()
    opened(version, grants={hukum: {DecreePermission.ANSWER, DecreePermission.COMMENT}})
    lawyer = member_of(hukum)
    lawyer.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(lawyer)
    assert client.get(url("comments", version.decree_id)).status_code == 200
    assert client.get(url("circulate", version.decree_id)).status_code == 302


def test_filter_names_nobody_who_only_speaks_among_its_own():
    version, round_, member = open_draft()
    heard = OrganisationFactory(name="Yang Terdengar")
    services.change_grants(
        round_,
        grants={**permissions.grants_of(version.decree), heard: {DecreePermission.COMMENT}},
        by=secretariat_user(),
    )
    silent = commented(version, member, audience=permissions.own_audiences(member)[0]).organisation
    commented(version, member_of(heard))
    listed = desk().get(url("comments", version.decree_id)).content.decode()
    assert heard.name in listed
    assert silent.name not in listed


def test_proposals_that_cannot_be_are_not_found():
    version, _, _ = open_draft()
    client = desk()
    for number in ("9" * 30, "x", "-1"):
        assert client.post(url("wording", version.decree_id), {"comment": number}).status_code == 404


def test_page_for_circulating_names_the_comments_that_would_lose_their_place():
    (version, _, member), client = open_draft(), desk()
    gone, stays = commented(version, member, clause="cit-1"), commented(version, member)
    own = Audience.of(member.person.memberships.get().organisation)
    hidden = commented(version, member, clause="cit-1", audience=own)
    page = url("circulate", version.decree_id)
    rewritten(version.decree, dik_1="Membentuk Tim Kerja Open Government.")
    assert client.get(page).context["lost"] == []
    rewritten(version.decree, blocks=without("cit-1"))
    answer = client.get(page)
    assert [anchor.comment for anchor in answer.context["lost"]] == [gone]
    html = answer.content.decode()
    assert (gone.get_absolute_url() in html, stays.get_absolute_url() in html) == (True, False)
    assert hidden.get_absolute_url() not in html
    assert not Anchor.objects.exists()
    # What the page foresees is what happens; afterwards it is not lost once more.
    newest = next_version(version, blocks=without("cit-1"))
    lost = Anchor.objects.waiting_on(newest).visible_to(secretariat_user())
    assert [anchor.comment for anchor in lost] == [gone]
    rewritten(version.decree, blocks=without("cit-1", "rec-a"))
    assert client.get(page).context["lost"] == []
