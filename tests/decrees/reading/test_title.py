"""What is said on the title: it stands beside it, goes with it to every version, and leaves versions as they were."""

import uuid

import pytest
from django.test import Client

from decrees import services
from decrees.models import Anchor, DecreePage
from decrees.reading.amendment_board import AmendmentBoard
from decrees.reading.sources import changes_of
from decrees.register.filters import Outline
from decrees.text import TITLE, digest, find, from_json, to_json, walk
from decrees.text.anchoring.targets import Target, neighbourhood, reanchor_targets
from decrees.text.place_names import cite_clause, clauses_of
from tests.factories import body, circulated, commented, open_draft, secretariat_user
from tests.factories.blocks import document
from tests.factories.decrees import closed

pytestmark = pytest.mark.django_db
SHORT, LONG = "TIM PEMERINTAHAN TERBUKA", "TIM PEMERINTAHAN TERBUKA KABUPATEN BOJONEGORO"


def titled(title):
    return document(*body(), title=title)


def test_title_is_found_like_a_clause_but_is_none_of_them():
    text = titled(SHORT)
    assert find(text, TITLE).text == SHORT
    assert TITLE not in {clause.id for clause in walk(text)}
    assert cite_clause(text, TITLE) == "judul"
    assert clauses_of(text)[0] == (TITLE, "judul", SHORT)
    assert [clause.id for clause in neighbourhood(text, TITLE)] == [TITLE]
    assert Outline(text).order[TITLE] == 0


def test_versions_keep_their_digest():
    text = titled(SHORT)
    assert TITLE not in str(to_json(text))
    assert digest(from_json(to_json(text))) == digest(text)


def test_comments_follow_the_words_of_the_title_and_never_leave_it():
    targets = [Target(TITLE), Target(TITLE, 4, 16), Target("dik-1", 0, 9), Target(TITLE, 17, 24)]
    whole, kept, other, gone = reanchor_targets(titled(SHORT), titled("TIM BARU PEMERINTAHAN"), targets)
    assert (whole.state, whole.target) == ("edited", Target(TITLE))
    assert (kept.state, kept.target) == ("kept", Target(TITLE, 9, 21))
    assert (other.state, other.target) == ("kept", Target("dik-1", 0, 9))
    assert (gone.state, gone.last_known_clause) == ("orphaned", TITLE)


@pytest.fixture
def draft():
    return open_draft()


def page_of(version):
    return Client().get(version.get_absolute_url(), follow=True).content.decode()


def test_comment_stands_beside_the_title_and_moves_no_number(draft):
    version, _round, member = draft
    before = page_of(version)
    comment = commented(version, member, clause=TITLE, start=0, end=3)
    html = page_of(version)
    notes = html.partition(f'data-comments="{TITLE}"')[2].partition("</article>")[0]
    assert (comment.clause_label, comment.quote) == ("judul", version.document.title[:3])
    assert f'id="komentar-{comment.pk}"' in notes
    assert f'<strong data-text><mark class="passage" data-comment-ids="{comment.pk}">' in html
    assert before.count('class="passage-no"') == html.count('class="passage-no"')
    assert '>1</a>\n<span class="clause-label">a.</span>' in html


def test_form_for_the_title_is_offered_to_those_taking_part(draft):
    version, _round, member = draft
    client = Client()
    client.force_login(member)
    address = f"/rancangan/{version.decree_id}/versi/{version.number}/komentar/"
    assert f'{address}?clause={TITLE}"' in client.get(version.decree.url).content.decode()
    shown = client.get(address, {"clause": TITLE}).content.decode()
    assert version.document.title in shown
    said = {"clause": TITLE, "text": "Judul terlalu panjang.", "audience": "public", "token": uuid.uuid4()}
    client.post(address, said)
    assert version.comments.get().clause == TITLE
    assert f"?clause={TITLE}" not in page_of(version)


def test_comment_is_carried_and_offered_for_the_change_of_the_title(draft):
    version, round_, member = draft
    desk = secretariat_user()
    comment = commented(version, member, clause=TITLE, proposed=f"{version.document.title} YANG BARU")
    board = AmendmentBoard(DecreePage.objects.get(pk=version.decree_id), desk)
    assert [(one.clause, one.amendments[0].may_be_taken) for one in board.clauses] == [(TITLE, False)]
    client = Client()
    client.force_login(desk)
    shown = client.get(f"/admin/rancangan/{version.decree_id}/usulan/").content.decode()
    assert f'id="clause-{TITLE}"' in shown
    assert "#block-" not in shown
    services.answer_comment(comment, disposition="accepted", reason="Baik.", by=desk)
    closed(round_, by=desk)
    page = DecreePage.objects.get(pk=version.decree_id).get_latest_revision_as_object()
    page.title = comment.proposed
    page.save_revision()
    new = circulated(DecreePage.objects.get(pk=page.pk), by=desk)
    anchor = Anchor.objects.get(comment=comment, version=new)
    assert (anchor.state, anchor.clause, anchor.clause_label) == ("edited", TITLE, "judul")
    assert f'id="komentar-{comment.pk}"' in page_of(new)
    assert [change.place for change in changes_of(new)] == ["judul"]
