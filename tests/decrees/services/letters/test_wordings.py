"""A letter words several clauses anew in one point: each wording is a comment of its own, and nothing is lost."""

import datetime

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from decrees import services
from decrees.models import Anchor, Comment, LetterPart
from decrees.models.hiding import ERASED
from decrees.permissions import DecreePermission
from decrees.text import find
from forum import clock, ledger
from forum.models import LedgerEntry
from tests.clients import as_
from tests.decrees.services.letters.test_letters import brought, points
from tests.factories import OrganisationFactory, circulated, member_of, opened, secretariat_user
from tests.factories.decrees import next_version

pytestmark = pytest.mark.django_db
WORDS = """1. Diktum KESATU dan KEDUA: sebut kabupaten dan laporan.
2. Diktum KEDUA: ganti seluruhnya.
"""
KESATU, KEDUA = "Membentuk Tim Open Government Kabupaten.", "Tim bertugas menyusun rencana dan laporan:"


@pytest.fixture
def bi(db):
    return OrganisationFactory(name="Bojonegoro Institute", short_name="BI")


@pytest.fixture
def round_(bi):
    return opened(circulated(), bi)


@pytest.fixture
def staff(db):
    return secretariat_user()


@pytest.fixture
def point(round_, bi, staff):
    """About diktum KESATU and KEDUA; the other point is not used."""
    letter = brought(round_, bi, staff, WORDS)
    point, other = points(letter)
    services.drop_point(other, edition=other.edition, by=staff)
    return point


def worded(point, by, **fields):
    fields = {"said": "Sebut kabupaten.", "wording": KESATU, "wordings": {"dik-2": KEDUA}, **fields}
    return services.change_point(
        point, clause="dik-1", also=["dik-2"], passage="", edition=point.edition, by=by, **fields
    )


def taken(point, by):
    return services.take_letter(point.letter, by=by)


def test_each_wording_is_a_comment_of_the_organisation_with_the_first(point, bi, staff):
    first, second = taken(worded(point, staff), staff)
    assert (first.clause, first.proposed, first.together_with) == ("dik-1", KESATU, None)
    assert (second.clause, second.proposed, second.text) == ("dik-2", KEDUA, "")
    assert second.together_with == first
    assert (second.organisation, second.office, second.received_on) == (bi, first.office, first.received_on)
    assert second.letter_part == first.letter_part
    assert [entry.data["comments"] for entry in LedgerEntry.objects.filter(verb="letter.taken")] == [2]
    page = as_().get(point.letter.get_absolute_url()).content.decode()
    assert page.count(f'id="bagian-{point.pk}"') == 1
    assert "rencana dan laporan" in page
    assert taken(point, staff) == [first, second], "taken in twice is the same"
    assert ledger.verify() is None


def test_wording_for_a_clause_that_was_not_chosen_or_as_it_stands(point, staff):
    with pytest.raises(ValidationError):
        worded(point, staff, wordings={"rec-a": "Lain."})
    as_it_stands = find(point.letter.version.document, "dik-2").text
    (only,) = taken(worded(point, staff, wordings={"dik-2": as_it_stands}), staff)
    assert as_it_stands in only.text, "said rather than lost"


def test_member_who_may_not_propose_says_the_wordings(bi):
    round_ = opened(circulated(), grants={bi: {DecreePermission.COMMENT}})
    member = member_of(bi)
    letter = brought(round_, bi, member, WORDS)
    point, other = points(letter)
    services.drop_point(other, edition=other.edition, by=member)
    (only,) = taken(worded(point, member), member)
    assert only.proposed is None
    assert f"Usulan rumusan diktum KEDUA: “{KEDUA}”" in only.text


def test_wordings_about_an_earlier_version_are_carried_each_by_itself(point, round_, staff):
    worded(point, staff)
    version = round_.version
    services.close_round(round_, by=staff)
    newest = next_version(version, dik_1=KESATU)
    letter = brought(
        opened(newest, point.letter.organisation), point.letter.organisation, staff, f"{WORDS} ", version=version
    )
    again, other = points(letter)
    services.drop_point(other, edition=other.edition, by=staff)
    first, second = taken(worded(again, staff), staff)
    steps = {one.comment_id: one.state for one in Anchor.objects.filter(version=newest)}
    assert (steps[second.pk], steps[first.pk] == "kept") == ("kept", False)


def test_points_that_are_joined_keep_the_wordings_of_both(round_, bi, staff):
    letter = brought(round_, bi, staff, WORDS)
    above, below = points(letter)
    above = worded(above, staff, wordings={})
    words = {"said": "", "passage": "", "edition": below.edition}
    below = services.change_point(below, clause="dik-2", wording=KEDUA, by=staff, **words)
    joined = services.join_points(below, edition=below.edition, by=staff)
    assert (joined.proposed, joined.also, joined.wordings) == (KESATU, ["dik-2"], {"dik-2": KEDUA})


def test_erased_words_are_erased_from_the_wordings_of_their_point(point, staff):
    first, second = taken(worded(point, staff), staff)
    with clock.moved_to(timezone.now() - datetime.timedelta(days=settings.HIDDEN_WORDS_KEPT_DAYS + 1)):
        hiding = services.propose_hiding(second, reason="personal_data", note="Memuat NIK.", at_once=False, by=staff)
        services.confirm_hiding(hiding, by=secretariat_user())
    assert services.erase_hidden_words() == 1
    part = LetterPart.objects.get(pk=first.letter_part_id)
    assert (part.text, part.wordings) == (ERASED, {})
    page = as_().get(point.letter.get_absolute_url()).content.decode()
    assert "rencana dan laporan" not in page


# --- by the form


def address(point):
    return reverse("decrees:letter-part", args=[point.letter.decree_id, point.letter_id, point.pk])


def test_form_offers_a_wording_for_each_further_clause_and_shows_what_was_typed_again(point, staff):
    client = as_(staff)
    form = client.get(address(point)).context["form"]
    assert form["wording-dik-2"].value() == find(point.letter.version.document, "dik-2").text
    assert not form.has_aside
    sent = {"edition": point.edition, "clause": "dik-1", "said": "Sebut kabupaten.", "also": ["dik-2"]}
    assert client.post(address(point), {**sent, "wording": KESATU, "wording-dik-2": KEDUA}).status_code == 302
    point.refresh_from_db()
    assert (point.proposed, point.also, point.wordings) == (KESATU, ["dik-2"], {"dik-2": KEDUA})
    again = client.get(address(point)).context["form"]
    assert (again["wording-dik-2"].value(), again.has_aside) == (KEDUA, True)
    shown = client.get(point.letter.get_absolute_url()).content.decode()
    assert "Usulan rumusan untuk diktum KEDUA" in shown
    assert KEDUA in shown


def test_who_words_a_clause_anew_speaks_about_it_though_it_was_not_ticked(point, staff):
    sent = {"edition": point.edition, "clause": "dik-1", "said": "Sebut.", "wording-dik-2": "", "strike-dik-2": "on"}
    as_(staff).post(address(point), sent)
    point.refresh_from_db()
    assert (point.also, point.wordings) == (["dik-2"], {"dik-2": ""})


def test_wording_of_what_becomes_the_first_clause_is_its_own(point, staff):
    sent = {"edition": point.edition, "clause": "dik-2", "said": "", "wording-dik-2": KEDUA}
    as_(staff).post(address(point), sent)
    point.refresh_from_db()
    assert (point.clause, point.proposed, point.also, point.wordings) == ("dik-2", KEDUA, [], {})
    assert point.state == LetterPart.State.CONFIRMED
    assert not Comment.objects.exists()
