"""A representation starts and ends: its organisation is told by name, the public as a fact."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from wagtail.models import Site

from forum import clock, events, services
from forum.audiences import PUBLIC, Audience
from forum.models import DirectoryPage, LedgerEntry, Membership
from forum.templatetags.forum import timeline
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
    member_of,
    secretariat_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bi():
    return OrganisationFactory(name="Bojonegoro Institute", short_name="BI", email="kantor@bi.example")


def started(bi, **fields):
    fields = {"person": PersonFactory(name="Ibu Baru"), "start_date": clock.today(), **fields}
    return services.start_membership(organisation=bi, by=secretariat_user(), **fields)


def ended(membership):
    yesterday = clock.today() - datetime.timedelta(days=1)
    membership.start_date = yesterday
    membership.save()
    return services.end_membership(membership, on=yesterday, by=secretariat_user())


def test_the_public_learns_that_it_happened_and_the_organisation_who_it_is(bi):
    membership = ended(started(bi))
    told = LedgerEntry.objects.order_by("seq").values_list("verb", "audience", "target", "data__organisation")
    about = f"forum.membership:{membership.pk}"
    assert list(told) == [
        (verb, audience, target, "BI")
        for verb in (events.MEMBERSHIP_STARTED, events.MEMBERSHIP_ENDED)
        for audience, target in ((PUBLIC, f"forum.organisation:{bi.pk}"), (Audience.of(bi), about))
    ]


def test_the_others_of_the_organisation_are_mailed(bi, mailoutbox, django_capture_on_commit_callbacks):
    member_of(bi, email="lama@bi.example")
    member_of(bi, email="keluar@bi.example", is_active=False)
    member_of(OrganisationFactory())
    with django_capture_on_commit_callbacks(execute=True):
        membership = started(bi)
    with django_capture_on_commit_callbacks(execute=True):
        ended(membership)
    assert [mail.to for mail in mailoutbox] == [["lama@bi.example"]] * 2
    assert all("Ibu Baru" in mail.body for mail in mailoutbox)
    assert f"/wakil/{membership.pk}/akses/" in mailoutbox[0].body


def test_where_nobody_signs_in_the_office_is_mailed(bi, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        started(bi)
    assert [mail.to for mail in mailoutbox] == [["kantor@bi.example"]]


def test_on_whose_behalf_somebody_speaks_is_told_too(bi):
    other = OrganisationFactory()
    started(other, on_behalf_of=bi)
    assert LedgerEntry.objects.filter(audience=Audience.of(bi)).count() == 1


def test_a_person_who_is_deleted_ends_to_speak(bi):
    membership = started(bi)
    services.delete_record(membership.person, by=secretariat_user())
    assert LedgerEntry.objects.filter(verb=events.MEMBERSHIP_ENDED, audience=PUBLIC).count() == 1


def test_a_login_reads_nothing_that_is_older_than_the_login(bi):
    with clock.moved_to(clock.now() - datetime.timedelta(days=9)):
        membership = started(bi, person=PersonFactory(user=None, email="baru@bi.example"))
    services.invite_person(membership.person, by=secretariat_user())
    membership.refresh_from_db()
    assert membership.reads_from == clock.today()


def test_the_directory_names_the_person_to_the_organisation_only(bi):
    home = Site.objects.get(is_default_site=True).root_page
    directory = home.add_child(instance=DirectoryPage(title="Direktori", slug="direktori"))
    member, outsider = member_of(bi), UserFactory()
    started(bi)

    def told(user):
        request = RequestFactory().get("/")
        request.user = user
        return timeline({"request": request}, directory)

    assert "Ibu Baru" in told(member)
    assert "Ibu Baru" not in told(outsider)
    assert "Ibu Baru" not in told(secretariat_user())


# --- once at a time

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(("begins", "ends"), [(0, None), (-9, None), (-9, 0), (3, 4), (5, None), (5, 9)])
def test_nobody_speaks_for_an_organisation_twice_at_once_in_the_same_office(bi, begins, ends):
    """The one that stands lasts from today for five days."""
    start = clock.today()
    first = started(bi, end_date=start + 5 * DAY)
    until = None if ends is None else start + ends * DAY
    with pytest.raises(ValidationError, match="sudah menjadi wakilnya"):
        started(bi, person=first.person, start_date=start + begins * DAY, end_date=until)
    assert Membership.objects.get() == first


@pytest.mark.parametrize(("begins", "ends"), [(6, None), (-9, -1)])
def test_before_and_after_it_somebody_may_speak_again(bi, begins, ends):
    start = clock.today()
    first = started(bi, end_date=start + 5 * DAY)
    until = None if ends is None else start + ends * DAY
    assert started(bi, person=first.person, start_date=start + begins * DAY, end_date=until).pk


@pytest.mark.parametrize("field", ["post", "on_behalf_of", "organisation", "person"])
def test_another_office_organisation_or_person_is_another_matter(bi, field):
    first = started(bi)
    other = {
        "post": lambda: PostFactory(organisation=bi),
        "on_behalf_of": OrganisationFactory,
        "organisation": OrganisationFactory,
        "person": PersonFactory,
    }[field]()
    given = {"person": first.person, "organisation": bi, field: other}
    assert services.start_membership(start_date=clock.today(), by=secretariat_user(), **given).pk


def test_an_end_that_would_reach_into_the_next_is_refused_and_a_shorter_one_is_not(bi):
    start = clock.today()
    first = started(bi, end_date=start + 5 * DAY)
    started(bi, person=first.person, start_date=start + 8 * DAY)
    first = Membership.objects.get(pk=first.pk)
    with pytest.raises(ValidationError, match="sudah menjadi wakilnya"):
        services.end_membership(first, on=start + 8 * DAY, by=secretariat_user())
    assert services.end_membership(first, on=start + 7 * DAY, by=secretariat_user()).pk
    assert services.end_membership(first, on=start + 2 * DAY, by=secretariat_user()).pk


def test_what_was_doubled_before_it_was_refused_can_be_ended(bi):
    first = started(bi)
    MembershipFactory(person=first.person, organisation=bi, post=None, start_date=first.start_date)
    assert services.end_membership(first, on=clock.today(), by=secretariat_user()).end_date == clock.today()
