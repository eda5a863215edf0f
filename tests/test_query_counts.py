"""What pages ask of the database: exactly as often for many rows as for one, and no question about rights twice."""

import re
from collections import Counter

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from cms.models import HomePage
from decrees import services
from forum.models import InvitationPage, MeetingPage
from minutes.models import MinutesPage
from minutes.models.states import State
from search.index import rebuild
from tests.clients import as_, desk_url
from tests.factories import (
    circulated,
    commented,
    decree_index,
    invitation_page,
    meeting_page,
    minutes_archive,
    minutes_page,
    open_draft,
    opened,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
RIGHTS = re.compile(r'"(forum_membership|decrees_decreegrant|decrees_round|wagtailcore_pageviewrestriction|auth_\w+)"')
MOMENT = re.compile(r"'\d{4}-\d\d-\d\d [^']*'")

# page -> queries of the public, of a member, of the secretariat; none: sent to sign in
COUNTS = {
    "home": (7, 20, 13),
    "archive": (13, 18, 18),
    "drafts": (4, 9, 8),
    "meeting": (7, 16, 13),
    "invitation": (12, 18, 17),
    "minutes": (7, 14, 14),
    "draft": (8, 16, 14),
    "version-list": (11, 16, 15),
    "register": (10, 19, 18),
    "for-me": (0, 25, 13),
    "round-summary": (12, 21, 20),
    "comment-reply": (0, 20, 13),
    "notices": (0, 16, 13),
    "search": (11, 19, 17),
    "desk": (0, 4, 33),
    "desk-comments": (0, 4, 17),
    "editors-home": (0, 4, 34),
}


@pytest.fixture
def site():
    root = Site.objects.get(is_default_site=True).root_page
    home = root.add_child(instance=HomePage(title="Beranda", slug="beranda"))
    Site.objects.update(root_page=home)
    cache.clear()
    return {"home": home.url, "archive": minutes_archive().url, "drafts": decree_index().url}


def rows(version, member, desk, *, comments, pages):
    """More of everything: answered comments with replies, meetings with invitations and minutes, drafts under
    comment."""
    organisation = member.person.memberships.get().organisation
    for n in range(comments):
        comment = commented(version, member, proposed=f"Panitia {n}.")
        services.answer_comment(comment, disposition="noted", reason="Dicatat.", by=desk)
        commented(version, member, parent=comment, clause="")
    for _n in range(pages):
        invitation_page(parent=meeting_page(), to=[organisation])
        minutes_page(meeting=meeting_page(), present=[organisation], state=State.PUBLISHED, by=desk)
        opened(circulated(by=desk), organisation, by=desk)


def addresses(version):
    draft, comment = version.decree_id, version.comments.earliest("pk").pk
    of_draft = {name: reverse(f"decrees:{name}", args=[draft]) for name in ("version-list", "register", "for-me")}
    return {
        "meeting": MeetingPage.objects.earliest("pk").url,
        "invitation": InvitationPage.objects.earliest("pk").url,
        "minutes": MinutesPage.objects.earliest("pk").url,
        "draft": version.decree.url,
        **of_draft,
        "round-summary": reverse("decrees:round-summary", args=[draft, 1]),
        "comment-reply": reverse("decrees:comment-reply", args=[draft, comment]),
        "notices": reverse("decrees:notices"),
        "search": f"{reverse('search')}?q=rapat",
        "desk": desk_url("desk", draft),
        "desk-comments": desk_url("comments", draft),
        "editors-home": reverse("wagtailadmin_home"),
    }


def statements(client, address):
    caches["parts"].clear()  # what was counted under the ledger's head is counted anew
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return [MOMENT.sub("moment", one["sql"]) for one in found.captured_queries]


def asked(pages, clients):
    """page -> the statements for each person."""
    return {name: [statements(client, url) for client in clients] for name, url in pages.items()}


def begin(pages, clients):
    """The first request of a day brings memberships in step; content types and the like are kept between requests."""
    for client in clients:
        client.get(pages["home"])
    for url in pages.values():
        clients[-1].get(url)


def counted(found):
    return {name: tuple(map(len, statements)) for name, statements in found.items()}


def asked_twice(found):
    """page -> questions about rights that were asked more than once."""
    counts = {name: Counter(sql for sqls in people for sql in set_aside(sqls)) for name, people in found.items()}
    return {name: repeated for name, repeated in counts.items() if repeated}


def set_aside(sqls):
    return [sql for sql, times in Counter(sqls).items() if times > 1 and RIGHTS.search(sql)]


def test_pages_ask_a_fixed_number_of_queries_and_no_question_about_rights_twice(site):
    version, _round, member = open_draft()
    desk = secretariat_user()
    clients = [as_(), as_(member), as_(desk)]
    rows(version, member, desk, comments=1, pages=1)
    rebuild()
    pages = {**site, **addresses(version)}
    begin(pages, clients)
    one = asked(pages, clients)
    rows(version, member, desk, comments=23, pages=2)
    rebuild()
    many = asked(pages, clients)
    assert asked_twice(one) == asked_twice(many) == {}
    assert counted(one) == COUNTS
    assert counted(many) == COUNTS
