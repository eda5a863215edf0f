"""Circulating a text in which a reference reads as before and names something else."""

import pytest
from django.core.exceptions import ValidationError

from decrees.models import Anchor, DecreePage
from decrees.reading.sources import sources_of, unattributed_changes
from tests.factories import OrganisationFactory, member_of, secretariat_user
from tests.factories.blocks import diktum, item
from tests.factories.decrees import (
    body,
    circulated,
    closed,
    commented,
    decree_page,
    opened,
    rewritten,
    shifted_references,
)

pytestmark = pytest.mark.django_db
REPORT = diktum("Bupati menerima laporan.", id="report")
NOTE = diktum(
    "Tim bekerja sebagaimana dimaksud dalam diktum KEDUA.",
    item("melapor menurut diktum KEDUA;", id="point"),
    id="note",
)
COSTS = diktum("Biaya dibebankan pada APBD.", id="costs")


def text(*diktums):
    return [*body()[:4], *diktums]


@pytest.fixture
def version():
    return circulated(decree_page(body=text(REPORT, COSTS, NOTE)))


def without_the_report(version):
    """Diktum KEDUA is struck out: the third bears its number now."""
    return rewritten(version.decree, blocks=text(COSTS, NOTE))


def test_nothing_is_circulated_until_each_has_a_reason(version):
    left = without_the_report(version)
    with pytest.raises(ValidationError):
        circulated(left)
    assert len(shifted_references(left)) == 2
    assert circulated(left, references="kesepakatan rapat").number == 2


def test_reason_is_the_source_of_the_change_in_what_it_means(version):
    new = circulated(without_the_report(version), references="kesepakatan rapat")
    reader = secretariat_user()
    sources = [one for each in sources_of(new, reader).values() for one in each]
    reasons = {(one.clause, one.reason) for one in sources}
    assert reasons == {("note", "kesepakatan rapat"), ("point", "kesepakatan rapat")}
    assert sources[0].old == "diktum KEDUA: diktum KEDUA (Bupati menerima laporan.)"
    assert sources[0].new == "diktum KEDUA: diktum KEDUA (Biaya dibebankan pada APBD.)"
    assert [each.place for each in unattributed_changes(new, reader)] == ["diktum KEDUA"]


def test_reference_that_was_set_right_wants_no_reason(version):
    right = diktum("Tim bekerja menurut ketentuan yang berlaku.", id="note")
    assert circulated(rewritten(version.decree, blocks=text(COSTS, right))).number == 2


@pytest.mark.parametrize(
    ("clause", "quote", "in_doubt"),
    [
        ("note", "", True),
        ("note", "Tim bekerja", True),
        ("point", "", True),
        ("costs", "", False),
        ("dik-1", "", False),
    ],
)
def test_comment_there_is_kept_and_waits_for_somebody_to_look(version, clause, quote, in_doubt):
    organisation = OrganisationFactory()
    round_ = opened(version, organisation)
    at = {"start": 0, "end": len(quote), "quote": quote} if quote else {}
    comment = commented(version, member_of(organisation), clause=clause, **at)
    closed(round_)
    new = circulated(without_the_report(version), references="kesepakatan rapat")
    anchor = Anchor.objects.get(comment=comment, version=new)
    assert (anchor.in_doubt, anchor.waits, anchor.clause) == (in_doubt, in_doubt, clause)


def test_page_for_circulating_asks_for_each_and_says_what_it_meant(client, version):
    left = without_the_report(version)
    client.force_login(secretariat_user())
    address = f"/admin/rancangan/{left.pk}/edarkan/"
    shown = client.get(address).content.decode()
    assert "diktum KEDUA (Bupati menerima laporan.)" in shown
    words = {"changelog": "Perubahan.", "reason": "Rapat."}
    assert client.post(address, words).status_code == 422
    asked = {each.hunk.id: "kesepakatan rapat" for each in shifted_references(left)}
    assert client.post(address, {**words, **asked}).status_code == 302
    assert version.decree.versions.count() == 2


def test_page_for_circulating_leads_to_the_numbers_that_wait(client, version):
    draft = DecreePage.objects.get(pk=version.decree_id)
    draft.save_revision()
    draft.body = text(diktum("Ketentuan baru.", id="new"), REPORT, COSTS, NOTE)
    draft.save_revision()
    client.force_login(secretariat_user())
    shown = client.get(f"/admin/rancangan/{version.decree_id}/edarkan/").content.decode()
    assert f"/admin/rancangan/{version.decree_id}/rujukan/" in shown
