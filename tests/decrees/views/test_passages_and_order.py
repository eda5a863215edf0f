"""By the form: further passages of a comment, a new clause, a clause moved; and the desk that takes them."""

import uuid

import pytest
from django.urls import reverse

from decrees.drafting.restructuring import Structure
from decrees.models import AdoptedAmendment, Comment, DecreePage
from decrees.permissions import DecreePermission
from decrees.reading.amendment_board import AmendmentBoard
from tests.clients import as_
from tests.factories import OrganisationFactory, circulated, commented, member_of, open_draft, opened, secretariat_user
from tests.factories.decrees import editor_text, rewritten

pytestmark = pytest.mark.django_db


def add_url(version):
    return reverse("decrees:comment-add", args=[version.decree_id, version.number])


def send(version, member, *, query="", **changes):
    typed = {"token": str(uuid.uuid4()), "clause": "dik-1", "text": "Mohon diperjelas.", "audience": "public"}
    return as_(member).post(f"{add_url(version)}{query}", {**typed, **changes})


def test_what_was_selected_is_listed_and_what_stays_ticked_is_said():
    version, _round, member = open_draft()
    selected = ["dik-2:0:3", "poi-a:9:21"]
    query = f"?clause=dik-1&start=10&end=13&further={selected[0]}&further={selected[1]}"
    form = as_(member).get(add_url(version) + query).context["form"]
    assert form["further"].value() == selected
    assert [label for _value, label in form.fields["further"].choices][1] == "diktum KEDUA huruf a: rencana aksi"
    send(version, member, query=query, further=selected[1:])
    assert [one.quote for one in Comment.objects.get().further_passages] == ["rencana aksi"]


@pytest.mark.parametrize(
    "written", ["", "dik-2:x:3", "dik-2:3:0", "dik-2:0:3:4", ":0:3", "nowhere", "dik-2:0:99999999999"]
)
def test_what_no_passage_can_be_is_not_listed(written):
    version, _round, member = open_draft()
    form = as_(member).get(add_url(version), {"clause": "dik-1", "further": written}).context["form"]
    assert "further" not in form.fields


def test_further_clauses_by_their_numbers_without_a_script():
    version, _round, member = open_draft()
    refused = send(version, member, also="6, 99")
    assert refused.status_code == 422
    assert "99" in str(refused.context["form"].errors["also"])
    assert refused.context["form"]["text"].value() == "Mohon diperjelas."
    send(version, member, also="6, 2")
    assert [one.clause for one in Comment.objects.get().further_passages] == ["poi-a", "rec-b"]


def test_too_many_clauses_are_refused_and_the_words_stay():
    version, _round, member = open_draft()
    refused = send(version, member, also="1, 2, 3, 5, 6, 7, 8, 9")
    assert refused.status_code == 422
    assert "8" in str(refused.context["form"].errors["also"])
    assert refused.context["form"]["text"].value() == "Mohon diperjelas."
    assert not Comment.objects.exists()


def test_a_new_clause_and_a_move_are_proposed_in_the_form():
    version, _round, member = open_draft()
    send(version, member, text="", kind="new", new_clause="Tim bekerja.", proposed="Membentuk Tim Open Government.")
    send(version, member, text="", kind="move", clause="rec-a", after="2")
    new, moved = Comment.objects.order_by("pk")
    assert (new.wanted.kind, new.proposed) == (Structure.NEW, "Tim bekerja.")
    assert (moved.wanted.kind, moved.wanted.after, moved.proposed) == (Structure.MOVE, "rec-b", None)
    page = as_(None).get(version.decree.url).content.decode()
    assert "Tim bekerja." in page


@pytest.mark.parametrize(("kind", "field"), [("new", "new_clause"), ("move", "after")])
def test_what_is_missing_for_it_is_said_at_its_field(kind, field):
    version, _round, member = open_draft()
    refused = send(version, member, kind=kind)
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [field]


def test_who_may_not_propose_wording_is_not_offered_it():
    version, organisation = circulated(), OrganisationFactory()
    opened(version, grants={organisation: {DecreePermission.COMMENT}})
    form = as_(member_of(organisation)).get(add_url(version), {"clause": "dik-1"}).context["form"]
    assert not {"kind", "new_clause", "after", "proposed"} & set(form.fields)
    assert "also" in form.fields


def test_a_slip_in_a_new_clause_is_mended_and_a_move_keeps_its_order():
    version, _round, member = open_draft()
    new = commented(version, member, text="", structure=Structure.NEW, proposed="Tim bekerrja.")
    moved = commented(version, member, text="", clause="rec-a", structure=Structure.MOVE, after="rec-b")
    for comment, typed in ((new, {"proposed": "Tim bekerja."}), (moved, {"text": "Lebih runtut."})):
        url = reverse("decrees:comment-edit", args=[version.decree_id, comment.pk])
        as_(member).post(url, {"text": "", "tag": "", **typed})
    new, moved = Comment.objects.order_by("pk")
    assert (new.proposed, new.wanted.kind) == ("Tim bekerja.", Structure.NEW)
    assert (moved.text, moved.proposed, moved.wanted.kind) == ("Lebih runtut.", None, Structure.MOVE)


def test_the_desk_takes_it_with_one_press_and_says_why_it_cannot():
    version, _round, member = open_draft()
    staff = secretariat_user()
    comment = commented(version, member, text="", structure=Structure.NEW, proposed="Tim bekerja.")
    url = reverse("decrees_admin:wording", args=[version.decree_id])
    page = as_(staff).get(url).content.decode()
    seen = AmendmentBoard(version.decree, staff).fingerprint
    assert seen in page
    rewritten(version.decree, rec_a="bahwa lain;")
    as_(staff).post(url, {"comment": comment.pk, "seen": seen})
    assert not AdoptedAmendment.objects.exists()
    as_(staff).post(
        url,
        {
            "comment": comment.pk,
            "seen": AmendmentBoard(DecreePage.objects.get(pk=version.decree_id), staff).fingerprint,
        },
    )
    assert editor_text(version, AdoptedAmendment.objects.get().clause) == "Tim bekerja."
    answer = reverse("decrees_admin:answer", args=[version.decree_id, comment.pk])
    form = as_(staff).get(f"{answer}?disposition=accepted").context["form"]
    assert form["disposition"].value() == "accepted"
    assert "diktum KESATU" in form["reason"].value()


def test_a_member_is_refused_at_the_desk():
    version, _round, member = open_draft()
    comment = commented(version, member, text="", structure=Structure.NEW, proposed="Tim bekerja.")
    as_(member).post(reverse("decrees_admin:wording", args=[version.decree_id]), {"comment": comment.pk})
    assert not AdoptedAmendment.objects.exists()
