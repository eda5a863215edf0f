"""Rows of the table of members that say who they mean."""

import copy

import pytest
from django.core.exceptions import ValidationError

from cms.services.preparing import prepare_site
from decrees import text
from decrees.drafting.blocks import DecreeBodyBlock, RosterRowBlock
from decrees.models import Version
from forum.models import DirectoryPage, Post
from tests.factories import OrganisationFactory
from tests.factories.decrees import BODY, circulated, decree_page, rewritten

pytestmark = pytest.mark.django_db


def linked(**row_2):
    """The usual text; the second row of its table means somebody."""
    blocks = copy.deepcopy(BODY)
    roster = blocks[-1]["value"]["body"][1]
    roster["value"]["rows"][1]["value"].update(row_2)
    return blocks


def test_link_is_no_part_of_the_text_and_its_fingerprint():
    bi = OrganisationFactory()
    plain, meant = (circulated(decree_page(body=blocks)) for blocks in (BODY, linked(organisation=bi.pk)))
    assert plain.digest == meant.digest == text.digest(meant.document)
    assert plain.document == meant.document
    assert "links" not in plain.tree
    assert meant.tree["links"] == {"row-2": {"organisation": bi.pk}}


def test_link_stays_with_the_version_when_the_text_goes_on():
    bi = OrganisationFactory()
    first = circulated(decree_page(body=linked(organisation=bi.pk)))
    second = circulated(rewritten(first.decree, rec_a="bahwa lain;"))
    assert list(Version.objects.get(pk=first.pk).member_links) == ["row-2"]
    assert second.member_links == {}


def test_row_shows_its_organisation_and_leads_to_the_directory(client):
    prepare_site()
    bi = OrganisationFactory(short_name="BI", is_forum_member=True)
    decree = circulated(decree_page(body=linked(organisation=bi.pk))).decree
    shown = client.get(decree.url).content.decode()
    assert f'{DirectoryPage.objects.get().url}#org-{bi.slug}">' in shown
    assert f'data-sector="{bi.sector.slug}"' in shown


def test_row_of_somebody_who_is_not_in_the_directory_has_no_link(client):
    prepare_site()
    other = OrganisationFactory(is_forum_member=False, short_name="LAIN")
    decree = circulated(decree_page(body=linked(organisation=other.pk))).decree
    shown = client.get(decree.url).content.decode()
    assert "LAIN" in shown
    assert "#org-" not in shown


def test_post_means_its_organisation():
    bi = OrganisationFactory()
    post = Post.objects.create(organisation=bi, label="Direktur")
    link = circulated(decree_page(body=linked(post=post.pk))).member_links["row-2"]
    assert (link.organisation, link.post) == (bi, post)


def test_link_to_somebody_who_is_gone_says_nothing():
    assert circulated(decree_page(body=linked(organisation=4711))).member_links == {}


def filled(*, deferred=False, **row):
    block = RosterRowBlock()
    value = block.to_python(
        {"position": "Anggota", "office": "", "note": "", "organisation": None, "post": None, **row}
    )
    return block.clean_deferred(value) if deferred else block.clean(value)


def test_empty_office_is_filled_with_the_name_of_whom_it_means():
    bi = OrganisationFactory(name="Bojonegoro Institute")
    post = Post.objects.create(organisation=bi, label="Direktur Bojonegoro Institute")
    assert filled(organisation=bi.pk)["office"] == "Bojonegoro Institute"
    assert filled(organisation=bi.pk, post=post.pk)["office"] == "Direktur Bojonegoro Institute"
    assert filled(office="BI", organisation=bi.pk)["office"] == "BI"


def test_row_that_says_nobody_is_refused_but_may_wait_in_a_draft():
    with pytest.raises(ValidationError):
        filled()
    assert filled(deferred=True)["office"] == ""


def test_text_without_the_choice_is_read_as_before():
    stream = DecreeBodyBlock().to_python(copy.deepcopy(BODY))
    assert text.build(
        stream.get_prep_value(), **dict.fromkeys(("title", "office", "province", "place", "signatory"), "")
    ) == text.build(BODY, **dict.fromkeys(("title", "office", "province", "place", "signatory"), ""))
