"""What is counted and gone through without a look at each page is the same, whoever asks and whatever is withheld."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from forum.models import MeetingPage
from minutes.archive import organisation, statements
from minutes.archive.organisation import meetings_of
from minutes.models import ActionItem, MinutesPage
from minutes.reading.actions.lists import Filters, counts_by_state, search
from search.index import rebuild
from search.models import Document
from tests.clients import as_
from tests.factories import OrganisationFactory, meeting_page, member_of, minutes_page
from tests.factories.minutes import said

pytestmark = pytest.mark.django_db
MANY = [MeetingPage, MinutesPage]


def recorded(number, **fields):
    meeting = meeting_page(starts_at=timezone.make_aware(datetime.datetime(2019, 5, 1 + number, 13)))
    return minutes_page(meeting=meeting, **{"actions": [("Menyusun laporan", None)], **fields})


@pytest.fixture
def readers():
    """Of five records one is a draft, one withdrawn, one for members alone."""
    organisation = OrganisationFactory()
    for number, state in enumerate(("published", "published", "published", "published", "draft")):
        recorded(number, state=state, discussion=[said("Perlu naskah", organisation)])
    withdrawn, closed, *_rest = MinutesPage.objects.filter(live=True).order_by("pk")
    for page in (withdrawn, withdrawn.meeting):
        page.live = False
        page.save(update_fields=["live"], clean=False)
    for page in (closed, closed.meeting):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    rebuild()
    return AnonymousUser(), member_of(organisation)


@pytest.mark.parametrize("model", MANY)
def test_pages_are_those_that_this_reader_may_see_and_as_many(model, readers):
    seen = []
    for reader in readers:
        visible = model.objects.visible_to(reader)
        assert set(model.objects.not_withheld_from(reader)) == set(visible)
        assert model.objects.all().number_for(reader) == visible.count()
        seen.append(visible.count())
    assert seen == sorted(set(seen))  # the member sees one more


@pytest.mark.parametrize("rows", [ActionItem.objects, Document.objects])
def test_rows_of_pages_are_those_that_this_reader_may_see(rows, readers):
    seen = [set(rows.visible_to(reader)) for reader in readers]
    assert [set(rows.not_withheld_from(reader)) for reader in readers] == seen
    assert seen[0] < seen[1]


def test_pages_of_statements_are_in_one_order_whichever_way_they_are_found(monkeypatch):
    speaker = OrganisationFactory()
    for number in range(5):
        recorded(number, state="published", discussion=[said("Perlu naskah", speaker)])
    rebuild()
    address = reverse("minutes:statements", args=[speaker.pk])

    def shown(**asked):
        pages = [as_().get(address, {**asked, "page": number}).context["page_obj"] for number in (1, 2, 3)]
        return [record.minutes.pk for page in pages for record in page.object_list]

    monkeypatch.setattr(statements, "PER_PAGE", 2)
    in_order = shown()
    assert len(in_order) == 5
    assert in_order == [one.pk for one in MinutesPage.objects.order_by("-meeting__starts_at")]
    monkeypatch.setattr(statements, "MANY", 1)
    assert shown() == shown(year=2019) == in_order
    monkeypatch.setattr(statements, "SOON", 2)
    assert shown() == in_order


def test_words_of_few_and_of_very_many_minutes_are_counted_alike(monkeypatch):
    speaker, double = OrganisationFactory(), OrganisationFactory()
    type(double).objects.filter(pk=double.pk).update(merged_into=speaker)
    for number in range(4):
        recorded(number, state="published", discussion=[said("Perlu naskah", speaker), said("Perlu", double)])
    closed = recorded(4, state="published", discussion=[said("Perlu naskah", speaker), said("Perlu", double)])
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    rebuild()
    told = []
    for many in (100, 0):
        monkeypatch.setattr(statements, "MANY", many)
        for reader in (AnonymousUser(), member_of(speaker)):
            told.append(statements._spoke(statements.Speaker.of(speaker), reader))
    assert told == [(4, [2019]), (5, [2019])] * 2


def test_meetings_of_an_organisation_are_in_one_order_whether_few_or_many(monkeypatch):
    guest, reader = OrganisationFactory(), AnonymousUser()
    for number in range(4):
        recorded(number, state="published", present=[guest])
    hidden = recorded(4, state="published", present=[guest])
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    few = meetings_of(guest, reader)
    monkeypatch.setattr(organisation, "MANY", 1)
    many = meetings_of(guest, reader)
    assert few.total == many.total == 4
    assert list(few.rows) == list(many.rows)
    assert [line.title for line in few.lines(few.rows[1:3])] == [line.title for line in many.lines(many.rows[1:3])]


def test_follow_ups_are_counted_in_parts_that_have_none_in_common():
    owner, beside, reader = OrganisationFactory(), OrganisationFactory(), AnonymousUser()
    minutes = [recorded(number, state="published") for number in range(3)]
    items = [one.action_items.get() for one in minutes]
    for item in items:
        ActionItem.objects.filter(pk=item.pk).update(owner=owner)
        item.co_owners.through.objects.create(actionitem=item, organisation=beside)
    items[0].co_owners.through.objects.create(actionitem=items[0], organisation=owner)
    PageViewRestriction.objects.create(page=minutes[2], restriction_type=PageViewRestriction.LOGIN)
    for one in (owner, beside):
        asked = Filters(organisation=one)
        assert sum(counts_by_state(asked, reader).values()) == search(asked, reader).count() == 2
