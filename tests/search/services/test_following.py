"""What the record makes public can be found, what it hides leaves no letter behind; each for those who may read it."""

import json
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import serializers
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from decrees import services as decree_services
from forum import services as forum_services
from forum.models import DirectoryPage
from minutes import services
from minutes.models import MinutesPage
from minutes.models.states import State
from search.models import Document, Posting, Synonyms, Term
from search.reading import found
from tests.factories import (
    OrganisationFactory,
    commented,
    index_page,
    meeting_page,
    member_of,
    minutes_page,
    open_draft,
    said,
    secretariat_user,
)
from tests.minutes.test_hidden_parts import NIK, Scene

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Around what is committed: what waits for that is done."""

    @contextmanager
    def committed():
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return committed


def kinds(words, reader=NOBODY, **narrowed):
    results = found(words, reader, **narrowed)
    return [hit.document.kind for hit in results[:20]]


def held():
    """Every letter of the index."""
    return json.dumps([serializers.serialize("python", model.objects.all()) for model in (Document, Term)], default=str)


@pytest.mark.parametrize(
    ("words", "part", "expected"),
    [
        ("dawis", {"discussion": [said("Capaian data dawis belum penuh.", office="Asisten I")]}, ["notula"]),
        ("rukun", {"discussion": [{"type": "paragraph", "value": "<p>Soal ke<b>rukun</b>an</p>"}]}, ["notula"]),
        ("mengaji", {"inputs": ["Sosialisasi lewat pengajian"]}, ["notula"]),
        ("pokja", {"decisions": ["Dibentuk pokja revolusi data"]}, ["keputusan", "notula"]),
        ("teknokratik", {"actions": [("RPJMD teknokratik", None)]}, ["tindak-lanjut", "notula"]),
        ("188/05/412.213/2017", {"number": "188/05/412.213/2017"}, ["notula"]),
        ("hearing", {"inputs": ["Audiensi/hearing dengan Bupati terpilih"]}, ["notula"]),
    ],
)
def test_a_word_of_each_part_of_published_minutes_is_found_and_of_drafts_by_nobody(told, words, part, expected):
    with told():
        minutes_page(state=State.PUBLISHED, **part)
        secretariat = secretariat_user()
        for state in (State.DRAFT, State.CIRCULATED, State.APPROVED):
            minutes_page(state=state, by=secretariat, inputs=["rahasianegara"])
    assert kinds(words) == expected
    assert kinds("rahasianegara", secretariat) == []
    assert "rahasianegara" not in held()


def test_hidden_words_leave_no_letter_and_come_back(told):
    with told():
        scene = Scene()
    assert all(kinds(number) for number in NIK.values())
    with told():
        hidings = scene.hide()
    assert [number for number in NIK.values() if number in held() or kinds(number)] == []
    with told():
        services.lift_hiding(hidings[0], reason="Bukan data pribadi.", by=scene.first)
    assert kinds(NIK["statement"]) == ["notula"]


def test_withdrawn_minutes_are_found_no_more_at_once_and_leave_nothing(told):
    with told():
        minutes = minutes_page(state=State.PUBLISHED, inputs=["kataunik"])
        services.reopen_minutes(minutes, reason="Salah", by=secretariat_user())
    with told():
        MinutesPage.objects.get(pk=minutes.pk).unpublish(user=None)
        assert kinds("kataunik") == []
    assert "kataunik" not in held()


def test_what_is_private_is_not_found_not_counted_and_not_meant(told):
    with told():
        secret, _public = (minutes_page(state=State.PUBLISHED, inputs=[words]) for words in ("bersama wk", "bersama"))
        PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    member = member_of(OrganisationFactory())
    assert (kinds("bersama"), kinds("bersama", member)) == (["notula"], ["notula"] * 2)
    assert found("bersama", NOBODY).facets[":kind:notula"] == 1
    assert kinds("wk") == []


def test_draft_for_members_is_found_by_them_and_nobody_else_learns_a_word_of_it(told):
    with told():
        version, _round, member = open_draft(reading="invited", title="Kedungsari")
        commented(version, member, text="Perlu penyelarasan.")
    assert (kinds("kedungsari", member), kinds("penyelarasan", member)) == (["rancangan", "tanggapan"], ["tanggapan"])
    for words in ("kedungsari", "penyelarasan", "kedungsarri", "penyelarassan"):
        results = found(words, NOBODY)
        assert (len(results), results.meant, results.facets.total()) == (0, "", 0)
    assert found("kedungsarri", member).meant == "kedungsari"


def test_comment_is_found_with_its_answer_but_not_one_that_is_not_for_everybody(told):
    with told():
        version, _round, member = open_draft()
        public = commented(version, member, text="Mohon diperjelas wewenangnya.")
        commented(version, member, text="Obrolan internal.", audience="members")
        decree_services.answer_comment(
            public, disposition="accepted", reason="Akan disempurnakan.", by=secretariat_user()
        )
    assert kinds("wewenang") == kinds("penyempurnaan") == ["tanggapan"]
    assert kinds("obrolan") == kinds("obrolan", member) == []
    assert found("wewenang", NOBODY).facets[":status:accepted"] == 1


def test_comment_is_read_and_not_the_whole_draft_again(told):
    with told():
        version, _round, member = open_draft()
    of_draft = Document.objects.filter(kind=Document.Kind.DRAFT)
    assert of_draft.update(digest="as it was") == 1
    with told():
        commented(version, member, text="Mohon diperjelas wewenangnya.")
    assert kinds("wewenang") == ["tanggapan"]
    assert of_draft.get().digest == "as it was"


def test_meeting_with_its_agenda_and_organisation_are_found_and_one_that_is_deleted_leaves_nothing(told):
    home = index_page().get_parent()
    home.add_child(instance=DirectoryPage(title="Forum", slug="forum"))
    with told():
        meeting = meeting_page(agenda=["Pembahasan irigasi"], live=False)
        forum_services.publish_page(meeting, by=secretariat_user())
        organisation = OrganisationFactory(name="Perkumpulan Petani Sejahtera")
        forum_services.save_values(
            type(organisation), instance=organisation, description="Kelompok.", by=secretariat_user()
        )
    assert kinds("irigasi") == ["rapat"]
    [hit] = found("petani sejahtera", NOBODY)[:5]
    assert hit.url.endswith(f"/forum/#org-{organisation.slug}")
    with told():
        forum_services.delete_record(organisation, by=secretariat_user())
    assert "sejahtera" not in held().casefold()


def test_what_was_taken_back_is_not_found(told):
    with told(), transaction.atomic():
        minutes_page(state=State.PUBLISHED, inputs=["kataunik"])
        transaction.set_rollback(True)
    assert kinds("kataunik") == []
    assert "kataunik" not in held()


def test_synonyms_of_the_secretariat_are_found_at_once_and_no_more_when_they_go(told):
    with told():
        minutes_page(state=State.PUBLISHED, inputs=["Dana bagi hasil migas"])
    assert kinds("DBH") == []
    with told():
        group = Synonyms.objects.create(words="DBH\ndana bagi hasil")
    assert kinds("DBH") == ["notula"]
    with told():
        group.delete()
    assert kinds("DBH") == []


def test_index_that_is_made_anew_is_the_same(told):
    with told():
        minutes_page(state=State.PUBLISHED, inputs=["Lewat pengajian"])
    before = sorted(Posting.objects.values_list("document__key", "term__text", "weight"))
    Document.objects.all().delete()
    call_command("rebuild_search", verbosity=0)
    after = sorted(Posting.objects.values_list("document__key", "term__text", "weight"))
    assert [one for one in after if one[0].startswith("minutes.minutespage")] == before


def test_question_asks_the_database_the_same_for_any_number(told):
    counts = []
    for _more in range(2):
        with told():
            minutes_page(state=State.PUBLISHED, inputs=["Lewat pengajian"])
        found("pengajian rapat", NOBODY)
        with CaptureQueriesContext(connection) as queries:
            found("pengajian rapat", NOBODY)[:20]
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9
