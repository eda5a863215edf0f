"""Organisations stand behind comments of others: who may, once, seen by all who see the comment, until withdrawn."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from decrees import permissions, services
from decrees.models import Support
from decrees.permissions import DecreePermission
from forum import ledger, live
from forum.models import LedgerEntry
from tests.clients import as_, page_of
from tests.factories import OrganisationFactory, commented, member_of, opened, secretariat_user
from tests.factories.decrees import closed, next_version

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}


def url(comment):
    return reverse("decrees:comment-support", args=[comment.version.decree_id, comment.pk])


def supporters(comment):
    return [support.organisation.label for support in comment.supports.all()]


def test_support_counts_once_and_is_withdrawn_by_anybody_of_the_organisation(two):
    version, _, bi, kpi = two
    comment = commented(version, bi)
    first = services.support_comment(comment, by=kpi)
    assert services.support_comment(comment, by=kpi) == first
    assert supporters(comment) == ["KPI"]
    colleague = member_of(kpi.person.memberships.get().organisation)
    services.withdraw_support(comment, by=colleague)
    services.withdraw_support(comment, by=colleague)
    assert supporters(comment) == []
    verbs = list(LedgerEntry.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs[-2:] == ["comment.supported", "support.withdrawn"]
    assert ledger.verify() is None


def test_support_is_refused_for_own_replies_private_and_closed(two):
    version, round_, bi, kpi = two
    comment = commented(version, bi)
    reply = commented(version, bi, parent=comment)
    private = commented(version, bi, audience=permissions.own_audiences(bi)[0])
    office = commented(version, bi, audience="secretariat")
    colleague = member_of(bi.person.memberships.get().organisation)
    for who, what in [(bi, comment), (colleague, comment), (kpi, reply), (kpi, private), (bi, private), (kpi, office)]:
        with pytest.raises(PermissionDenied):
            services.support_comment(what, by=who)
    with pytest.raises(PermissionDenied):
        services.support_comment(comment, by=secretariat_user())
    services.support_comment(comment, by=kpi)
    closed(round_)
    with pytest.raises(PermissionDenied):
        services.withdraw_support(comment, by=kpi)
    assert supporters(comment) == ["KPI"]


def test_reader_without_the_right_to_comment_supports_nothing(two):
    version, round_, bi, _ = two
    watching = OrganisationFactory()
    grants = {bi.person.memberships.get().organisation: {DecreePermission.COMMENT}, watching: {"view_draft"}}
    services.change_grants(round_, grants=grants, by=secretariat_user())
    comment = commented(version, bi)
    assert as_(member_of(watching)).get(url(comment)).status_code == 403
    assert as_(member_of(watching)).post(url(comment), {"withdraw": "False"}).status_code == 403
    assert Support.objects.count() == 0


def test_form_says_in_whose_name_and_turns_round_once_it_was_sent(two):
    version, _, bi, kpi = two
    comment, client = commented(version, bi), as_(kpi)
    form = client.get(url(comment)).content.decode()
    assert kpi.person.memberships.get().organisation.name in form
    assert 'name="withdraw" value="False"' in form
    for _sent_twice in range(2):
        answer = client.post(url(comment), {"withdraw": "False"})
        assert answer["Location"] == f"{version.decree.url}#komentar-{comment.pk}"
    assert supporters(comment) == ["KPI"]
    assert 'name="withdraw" value="True"' in client.get(url(comment)).content.decode()
    client.post(url(comment), {"withdraw": "True"})
    assert supporters(comment) == []


def test_everybody_who_sees_the_comment_sees_who_supports_it(two):
    version, _, bi, kpi = two
    comment = commented(version, bi)
    members = commented(version, bi, audience="members")
    for one in (comment, members):
        answer = as_(kpi).post(url(one), {"withdraw": "False"}, headers=FETCH)
        [frame] = answer.json()["frames"]
        assert (answer.status_code, frame["verb"], frame["comment"]) == (201, "comment.supported", one.pk)
        assert 'class="supports"' in frame["html"]
        assert "KPI" in frame["text"]
    assert page_of(version, bi).count('class="supports"') == 2
    assert page_of(version).count('class="supports"') == 1
    public = as_().get(reverse("decrees:events", args=[version.decree_id])).json()["frames"]
    assert {frame["comment"] for frame in public if frame["verb"] == "comment.supported"} == {comment.pk}
    [entry] = LedgerEntry.objects.filter(verb="comment.supported", audience="members")
    assert "KPI" in live.frame(entry, "members")["html"]


def test_page_offers_support_to_others_only(two):
    version, _, bi, kpi = two
    comment = commented(version, bi)
    assert url(comment) in page_of(version, kpi)
    for reader in (bi, None, secretariat_user()):
        assert url(comment) not in page_of(version, reader)


def test_carried_comment_keeps_its_supporters_and_takes_more(two):
    version, _, bi, kpi = two
    comment = commented(version, bi)
    services.support_comment(comment, by=kpi)
    idfos = OrganisationFactory(short_name="IDFoS")
    new = next_version(version, rec_a="bahwa baru;")
    opened(new, *[one.person.memberships.get().organisation for one in (bi, kpi)], idfos)
    services.support_comment(comment, by=member_of(idfos))
    assert supporters(comment) == ["KPI", "IDFoS"]
    assert page_of(new).count('class="supports"') == 1


def test_queries_do_not_grow_with_supports(two, django_assert_num_queries):
    version, _, bi, kpi = two
    comments = [commented(version, bi) for _ in range(3)]
    services.support_comment(comments[0], by=kpi)
    client = as_(kpi)
    client.get(version.decree.url)
    with django_assert_num_queries(23):
        client.get(version.decree.url)
    for comment in comments:
        services.support_comment(comment, by=kpi)
        commented(version, bi, parent=comment)
    with django_assert_num_queries(23):
        client.get(version.decree.url)
