"""Carried comments as readers see them, live too, and the secretariat's queue."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from decrees import events, permissions, services
from decrees.models import Anchor
from forum import live
from forum.models import LedgerEntry
from tests.clients import as_, page_of
from tests.clients import desk_url as url
from tests.factories import OrganisationFactory, body, commented, member_of, open_draft, opened
from tests.factories.decrees import next_version, secretariat_user, without

pytestmark = pytest.mark.django_db


def notes_of(html, clause):
    return html.split(f'data-comments="{clause}"')[1].split('data-comments="')[0]


def lost_part(html):
    return html.split('class="lost-comments"')[1] if 'class="lost-comments"' in html else ""


# --- the page


def test_carried_comment_stands_at_its_clause_with_its_state_and_the_way_back():
    version, _, member = open_draft()
    comment = commented(version, member, start=10, end=13)
    new = next_version(version, dik_1="Dengan ini membentuk Tim Open Government.")
    html = page_of(new)
    notes = notes_of(html, "dik-1")
    assert f'<mark class="passage" data-comment-ids="{comment.pk}">' in html
    assert f'id="komentar-{comment.pk}"' in notes
    assert 'data-carried="kept"' in notes
    assert comment.get_absolute_url() in notes
    back = as_(None).get(comment.get_absolute_url()).content.decode()
    assert f'href="{version.get_absolute_url()}#komentar-{comment.pk}"' in back
    old = as_(None).get(version.get_absolute_url()).content.decode()
    assert f'id="komentar-{comment.pk}"' in notes_of(old, "dik-1")
    assert "data-carried" not in old


def test_carried_comment_is_folded_under_its_answer_but_not_an_open_discussion():
    version, _, member = open_draft()
    commented(version, member)
    commented(version, member, clause="rec-a", audience=permissions.own_audiences(member)[0])
    new = next_version(version, rec_b="bahwa baru;")
    opened(new, member.person.memberships.get().organisation)
    html = page_of(new, member)
    assert "<details" in notes_of(html, "dik-1")
    assert "<details" not in notes_of(html, "rec-a")


def test_what_was_said_and_proposed_stands_before_the_folded_answer():
    version, _, member = open_draft()
    commented(version, member, text="Mohon diperjelas.", proposed="Membentuk Tim.")
    notes = notes_of(page_of(next_version(version, rec_b="bahwa baru;")), "dik-1")
    before = notes[: notes.index("<details")]
    assert "Mohon diperjelas." in before
    assert 'class="proposal"' in before
    assert 'class="answer"' not in before


def test_lost_comments_stand_at_the_foot_each_to_its_readers():
    version, _, member = open_draft()
    shown = commented(version, member, clause="cit-1")
    hidden = commented(version, member, clause="cit-1", audience=permissions.own_audiences(member)[0])
    html = page_of(next_version(version, blocks=without("cit-1")))
    assert f'id="komentar-{shown.pk}"' in lost_part(html)
    assert "Mengingat angka 1" in lost_part(html)
    assert f'id="komentar-{hidden.pk}"' not in html
    assert f'id="komentar-{hidden.pk}"' in lost_part(page_of(version, member))
    assert lost_part(as_(None).get(version.get_absolute_url()).content.decode()) == ""


def test_proposals_carried_from_several_versions_are_drawn_with_the_words_they_meant():
    version, _, member = open_draft()
    bi = member.person.memberships.get().organisation
    commented(version, member, clause="rec-a", proposed="bahwa keterbukaan wajib;")
    second = next_version(version, rec_a="bahwa sama sekali lain;")
    opened(second, bi)
    commented(second, member, clause="rec-b", proposed="bahwa tidak perlu;")
    html = page_of(next_version(second, rec_a="bahwa sama sekali lain;", rec_b="bahwa lain;"))
    assert html.count('class="proposal"') == 2
    assert "perlu dijamin" in notes_of(html, "rec-a")


def test_queries_do_not_grow_with_carried_comments(django_assert_num_queries):
    def carried_page(count):
        version, _, member = open_draft(short_name=f"O{count}")
        for clause in (["dik-1", "rec-a", "cit-1"] * count)[: 3 * count]:
            parent = commented(version, member, clause=clause, proposed="Lain.")
            commented(version, member, parent=parent, clause="")
        return next_version(version, blocks=without("cit-1")).decree.url

    small, large = carried_page(1), carried_page(4)
    client = Client()
    client.get(small)
    with django_assert_num_queries(15):
        client.get(small)
    with django_assert_num_queries(15):
        client.get(large)


def test_folded_answer_says_what_the_organisation_thinks_of_it():
    version, _, member = open_draft()
    comment = commented(version, member, start=10, end=13)
    answer = services.answer_comment(comment, disposition="noted", reason="Dicatat.", by=secretariat_user())
    new = next_version(version, dik_1="Dengan ini membentuk Tim Open Government.")
    assert "<summary>Dijawab: dicatat</summary>" in page_of(new)
    services.react_to_answer(answer, stance="objects", reason="Belum jelas.", by=member)
    assert "<summary>Dijawab: dicatat · mempertahankan keberatan</summary>" in page_of(new)


# --- live


def frame_of(verb, channel="public"):
    return live.frame(LedgerEntry.objects.filter(verb=verb).last(), channel)


def test_answer_to_a_carried_comment_reaches_the_newest_page_and_its_own():
    version, _, member = open_draft()
    comment = commented(version, member, start=10, end=13)
    new = next_version(version, dik_1="Dengan ini membentuk Tim Open Government.")
    services.answer_comment(comment, disposition="noted", reason="Dicatat.", by=secretariat_user())
    frame = frame_of(events.ANSWER_GIVEN)
    step = Anchor.objects.get()
    assert (frame["version"], frame["clause"], frame["start"]) == (new.number, "dik-1", step.start)
    assert (frame["earlier"]["version"], frame["earlier"]["start"]) == (1, 10)
    assert "data-carried" in frame["html"]
    assert "data-carried" not in frame["earlier"]["html"]
    assert "Dicatat." in frame["html"]


def test_person_who_puts_a_comment_in_its_place_is_seen_at_once():
    version, _, member = open_draft()
    comment = commented(version, member, clause="cit-1")
    new = next_version(version, blocks=without("cit-1"))
    services.reattach_comment(comment, clause="dik-1", quote="Tim", by=secretariat_user())
    frame = frame_of(events.COMMENT_REATTACHED)
    assert (frame["comment"], frame["version"], frame["clause"]) == (comment.pk, new.number, "dik-1")
    assert 'data-clause="dik-1" data-start="10"' in frame["html"]
    answer = as_(None).get(reverse("decrees:events", args=[version.decree_id])).json()
    assert [f["verb"] for f in answer["frames"]][-1] == events.COMMENT_REATTACHED


def test_frames_of_private_comments_that_are_placed_stay_private():
    version, _, member = open_draft()
    comment = commented(version, member, clause="cit-1", audience="secretariat", text="Rahasia kantor.")
    next_version(version, blocks=without("cit-1"))
    services.reattach_comment(comment, clause="dik-1", by=secretariat_user())
    address = reverse("decrees:events", args=[version.decree_id])
    assert str(comment.pk) not in {str(f.get("comment")) for f in as_(None).get(address).json()["frames"]}
    assert "Rahasia kantor." not in json.dumps(as_(None).get(address).json())
    assert "Rahasia kantor." in json.dumps(as_(secretariat_user()).get(address).json())


# --- the queue


@pytest.fixture
def queue():
    version, _, member = open_draft()
    lost = commented(version, member, clause="cit-1", start=0, end=13)
    doubtful = commented(version, member, clause="dik-1")
    kept = commented(version, member, clause="rec-b")
    hidden = commented(version, member, clause="cit-1", audience=permissions.own_audiences(member)[0])
    blocks = [block for block in body(dik_1="Lihat lampiran?") if block["id"] != "cit-1"]
    return next_version(version, blocks=blocks), member, lost, doubtful, kept, hidden


def test_queue_has_what_lost_its_place_or_is_in_doubt_with_old_and_new_words(queue):
    new, _, lost, doubtful, *_ = queue
    client = as_(secretariat_user())
    answer = client.get(url("waiting", new.decree_id))
    assert [case.comment for case in answer.context["cases"]] == [lost, doubtful]
    html = answer.content.decode()
    assert '<mark class="passage" data-comment-ids="passage">Undang-Undang</mark> Nomor 14 Tahun 2008' in html
    assert "Lihat lampiran?" in html
    assert client.get(url("desk", new.decree_id)).context["waiting_count"] == 2


def test_secretariat_works_the_queue_off_by_forms(queue):
    new, _, lost, doubtful, kept, hidden = queue
    client, pk = as_(secretariat_user()), new.decree_id
    assert client.get(url("reattach", pk, lost.pk)).status_code == 200
    refused = client.post(url("reattach", pk, lost.pk), {"clause": "rec-b", "quote": "tidak ada di sini"})
    assert (refused.status_code, "tidak ada di sini" in refused.content.decode()) == (422, True)
    client.post(url("reattach", pk, lost.pk), {"clause": "rec-b", "quote": "pertimbangan"})
    client.post(url("confirm-place", pk, doubtful.pk))
    assert list(Anchor.objects.waiting_on(new).visible_to(secretariat_user())) == []
    assert client.post(url("confirm-place", pk, kept.pk)).status_code == 302
    assert kept.anchors.count() == 1
    for address in [url("reattach", pk, hidden.pk), url("confirm-place", pk, hidden.pk)]:
        assert client.post(address, {"clause": "rec-b"}).status_code == 404
    assert client.get(url("waiting", pk)).context["cases"] == []


def test_queue_is_closed_to_members_and_to_editors_without_the_duty(queue):
    new, member, lost, doubtful, *_ = queue
    editor = member_of(OrganisationFactory(), is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    addresses = [
        url("waiting", new.decree_id),
        url("reattach", new.decree_id, lost.pk),
        url("confirm-place", new.decree_id, doubtful.pk),
    ]
    for user in [None, member, editor]:
        for address in addresses:
            assert as_(user).get(address).status_code in {302, 403, 405}
            assert as_(user).post(address, {"clause": "rec-b"}).status_code in {302, 403, 405}
    assert Anchor.objects.filter(by__isnull=False).count() == 0
    as_(secretariat_user()).post(addresses[1], {"clause": "rec-b"})
    assert Anchor.objects.filter(by__isnull=False).count() == 1


def test_queue_asks_the_same_queries_for_more(django_assert_num_queries):
    def queue_of(count):
        version, _, member = open_draft(short_name=f"O{count}")
        for _n in range(count):
            commented(version, member, clause="cit-1")
        return url("waiting", next_version(version, blocks=without("cit-1")).decree_id)

    small, large, client = queue_of(1), queue_of(3), as_(secretariat_user())
    client.get(small)
    with django_assert_num_queries(17):
        client.get(small)
    with django_assert_num_queries(17):
        client.get(large)


def test_reply_and_answer_by_form_lead_to_the_page_that_has_the_thread():
    version, _, member = open_draft()
    comment = commented(version, member)
    new = next_version(version, rec_a="bahwa baru;")
    address = reverse("decrees:comment-answer", args=[version.decree_id, comment.pk])
    answer = as_(secretariat_user()).post(address, {"disposition": "noted", "reason": "Dicatat."})
    assert answer["Location"] == f"{new.decree.url}#komentar-{comment.pk}"
