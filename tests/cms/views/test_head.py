"""HEAD is answered as GET, without the content."""

import pytest
from django.urls import reverse

from cms.services.preparing import prepare_site
from decrees import services
from minutes.models.states import State
from tests.clients import as_
from tests.factories import commented, invitation_page, minutes_page, open_draft, secretariat_user
from tests.factories.forum import meeting_page

pytestmark = pytest.mark.django_db


def test_head_is_answered_as_get():
    prepare_site()
    version, _, member = open_draft()
    comment, decree = commented(version, member), version.decree_id
    services.answer_comment(comment, disposition="noted", reason="Dicatat.", by=secretariat_user())
    meeting = meeting_page()
    invitation = invitation_page(parent=meeting)
    minutes = minutes_page(meeting=meeting, state=State.PUBLISHED)
    public = [
        "/", "/kalender.ics", "/umpan/", "/sitemap.xml", "/robots.txt", "/cari/?q=rapat",
        f"/rapat/{meeting.pk}/acara.ics", f"/undangan/{invitation.pk}/acara.ics", version.decree.url,
        reverse("minutes:decision", args=[minutes.pk, 1]),
        reverse("decrees:register", args=[decree]),
        reverse("decrees:register-file", args=[decree, "json"]),
        reverse("decrees:round-summary", args=[decree, 1]),
        reverse("decrees:version-list", args=[decree]),
        reverse("decrees:version-detail", args=[decree, 1]),
        reverse("decrees:clause-detail", args=[decree, 1, 1]),
        reverse("decrees:comment-detail", args=[decree, comment.pk]),
        reverse("decrees:answer-detail", args=[decree, comment.pk]),
        reverse("decrees:events", args=[decree]),
        reverse("forum:organisation", args=[comment.organisation.slug]),
    ]  # fmt: skip
    own = [
        reverse("decrees:for-me", args=[decree]),
        reverse("decrees:notices"),
        f"{reverse('decrees:comment-add', args=[decree, 1])}?clause=dik-1",
        reverse("decrees:comment-reply", args=[decree, comment.pk]),
    ]
    desk = [reverse("decrees:comment-answer", args=[decree, comment.pk]), reverse("decrees:paper", args=[decree, 1])]
    for user, addresses in [(None, public), (member, own), (secretariat_user(), desk)]:
        for address in addresses:
            got, head = as_(user).get(address), as_(user).head(address)
            assert (address, head.status_code, head.content) == (address, got.status_code, b"")
            assert head.status_code in (200, 302)
            assert head["Content-Type"] == got["Content-Type"]
