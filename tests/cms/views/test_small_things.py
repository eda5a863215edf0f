"""What readers stumble over: foreign words without their language, limits that cut, a login blamed for the hour."""

import datetime
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from decrees import permissions
from decrees.models import Comment
from decrees.models.words import LONGEST
from forum.models import ForumSettings
from tests.clients import as_
from tests.factories import circulated, commented, meeting_page, member_of, opened
from tests.factories.decrees import closed
from tests.factories.forum import OrganisationFactory

pytestmark = pytest.mark.django_db
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Languages(HTMLParser):
    """The words of a page, each piece with the language that it is said to be in."""

    def __init__(self, html):
        super().__init__()
        self.open, self.words = [("", "")], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang", self.open[-1][1])))

    def handle_endtag(self, tag):
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open[-1][0] not in ("title", "script", "style") and data.strip():
            self.words.append((data.strip(), self.open[-1][1]))


@pytest.fixture
def draft():
    """(version, somebody of BI, the round)."""
    bi = member_of(OrganisationFactory(short_name="BI"))
    version = circulated(title="Tim Percepatan", summary="Rancangan tentang tim.")
    return version, bi, opened(version, bi.person.memberships.get().organisation)


def add_url(version):
    return reverse("decrees:comment-add", args=[version.decree_id, version.number])


def test_titles_and_words_of_the_forum_say_on_english_pages_that_they_are_indonesian(draft, client):
    version, *_ = draft
    ForumSettings.objects.update_or_create(site_id=1, defaults={"forum_name": "Forum Pemerintahan Terbuka"})
    meeting = meeting_page(title="Rapat tentang tim")
    decree = version.decree
    addresses = ["/rancangan/", decree.url, meeting.url, "/cari/?q=tim"]
    addresses += [reverse(f"decrees:{name}", args=[decree.pk]) for name in ("version-list", "register")]
    titles = {decree.title, decree.summary, meeting.title, "Rancangan", "Forum Pemerintahan Terbuka"}
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for address in addresses:
        words = Languages(client.get(address).content.decode()).words
        assert ("Search", "en") in words, address
        assert {language for text, language in words if text in titles} == {"id"}, address


def test_footer_leads_to_contact_privacy_licence_feed_and_accessibility(client):
    ForumSettings.objects.update_or_create(site_id=1, defaults={"contact_email": "forum@mufakat.example"})
    footer = client.get(reverse("privacy")).content.decode().partition("<footer")[2]
    for name in ("privacy", "feed", "accessibility"):
        assert f'href="{reverse(name)}"' in footer
    assert 'href="mailto:forum@mufakat.example"' in footer
    assert f'href="{settings.DATA_LICENSE}" rel="license"' in footer
    statement = client.get(reverse("accessibility")).content.decode()
    assert "WCAG 2.2" in statement
    assert "mailto:forum@mufakat.example" in statement.partition("<footer")[0]


def test_what_is_too_long_is_refused_in_words_and_given_back_whole(draft):
    version, bi, _ = draft
    form = as_(bi).get(f"{add_url(version)}?clause=dik-1").content.decode()
    assert "maxlength" not in form.partition("<textarea")[2].partition("</textarea>")[0]
    token = "8b2c0f6e-6e0f-4f0e-9c8e-0a8d0a4e6f11"
    sent = {"clause": "dik-1", "audience": "public", "token": token, "text": "a" * (LONGEST + 1)}
    refused = as_(bi).post(add_url(version), sent)
    assert refused.status_code == 422
    assert "10001" in refused.context["form"].errors["text"][0]
    assert sent["text"] in refused.content.decode()
    assert as_(bi).post(add_url(version), {**sent, "text": "a" * LONGEST}).status_code == 302
    assert len(Comment.objects.get().text) == LONGEST


def test_hour_that_has_passed_is_not_called_a_lack_of_rights(draft):
    version, bi, round_ = draft
    comment = commented(version, bi)
    edit = reverse("decrees:comment-edit", args=[version.decree_id, comment.pk])
    assert as_(bi).get(edit).status_code == 200
    Comment.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=16))
    with override("id"):
        over, blamed = gettext("Its time is over"), gettext("You may not do this")
    for refused in (as_(bi).get(edit), as_(bi).post(edit, {"text": "Lain."})):
        assert refused.status_code == 403
        page = refused.content.decode()
        assert "15 menit" in page
        assert blamed not in page
    stranger = as_(member_of(OrganisationFactory())).get(edit).content.decode()
    assert blamed in stranger
    assert over not in stranger
    closed(round_)
    refused = as_(bi).get(f"{add_url(version)}?clause=dik-1")
    assert refused.status_code == 403
    assert over in refused.content.decode()
    assert permissions.too_late_to_comment(bi, version.decree)


def test_words_are_set_from_the_side_on_which_their_script_begins(draft):
    version, bi, _ = draft
    commented(version, bi, text="نص عربي")
    html = as_(bi).get(version.decree.url).content.decode()
    assert '<div class="comment-text" lang="id" dir="auto">' in html
    form = as_(bi).get(f"{add_url(version)}?clause=dik-1").content.decode()
    assert 'dir="auto"' in form.partition("<textarea")[2].partition(">")[0]
