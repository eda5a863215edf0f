"""Own words may be changed while they are fresh and alone; later a comment grows only by what is added to it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from decrees import permissions, services
from decrees.models import AdoptedAmendment, Comment
from decrees.models.comments import GRACE
from forum import ledger
from forum.models import LedgerEntry
from tests.clients import as_, page_of
from tests.factories import commented, member_of, opened, secretariat_user
from tests.factories.decrees import closed, next_version, without

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}


def url(name, comment):
    return reverse(f"decrees:comment-{name}", args=[comment.version.decree_id, comment.pk])


def aged(comment, minutes=16):
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - datetime.timedelta(minutes=minutes))
    comment.refresh_from_db()
    return comment


# --- kinds


def test_kind_is_shown_and_sealed_and_an_unknown_one_is_refused(two):
    version, _, bi, _ = two
    address = reverse("decrees:comment-add", args=[version.decree_id, 1])
    words = {"clause": "dik-1", "text": "Dasar hukumnya?", "audience": "public"}
    sent = {**words, "token": "8b2c0f6e-6e0f-4f0e-9c8e-0a8d0a4e6f11"}
    assert as_(bi).post(address, {**sent, "tag": "nonsense"}).status_code == 422
    as_(bi).post(address, {**sent, "tag": "legal"})
    comment = Comment.objects.get()
    assert comment.tag == "legal"
    html = page_of(version)
    assert 'data-tag="legal"' in html
    assert 'class="comment-tag"' in html
    [entry] = LedgerEntry.objects.filter(verb="comment.added")
    assert entry.content == ledger.digest_of(["dik-1", None, None, "", "Dasar hukumnya?", None, "legal"])
    with pytest.raises(ValidationError):
        commented(version, bi, tag="nonsense")


def test_form_marks_as_optional_only_what_is(two):
    version, _, bi, _ = two
    form = as_(bi).get(reverse("decrees:comment-add", args=[version.decree_id, 1]) + "?clause=dik-1")
    html = form.content.decode()
    optional = [part.rsplit(">", 1)[1].strip() for part in html.split('<span class="optional">')[:-1]]
    fields = form.context["form"].fields
    names = ["kind", "proposed", "new_clause", "after", "also", "tag"]
    assert optional == [str(fields[name].label) for name in names]


# --- changing


def test_author_changes_fresh_words_and_everybody_sees_that(two):
    version, _, bi, kpi = two
    comment, client = commented(version, bi, text="Mohon diperjalas."), as_(bi)
    form = client.get(url("edit", comment)).context["form"]
    assert form["text"].value() == "Mohon diperjalas."
    data = {"text": "Mohon diperjelas.", "proposed": "Membentuk Panitia.", "tag": "wording"}
    [frame] = client.post(url("edit", comment), data, headers=FETCH).json()["frames"]
    assert (frame["verb"], frame["comment"]) == ("comment.edited", comment.pk)
    comment.refresh_from_db()
    assert (comment.text, comment.proposed, comment.tag) == ("Mohon diperjelas.", "Membentuk Panitia.", "wording")
    assert f" · diubah {timezone.localtime(comment.edited_at):%H.%M}" in page_of(version).replace("changed", "diubah")
    assert "diperjalas" not in page_of(version)
    entry = LedgerEntry.objects.get(verb="comment.edited")
    old, new = (["dik-1", None, None, "", text, proposed, tag] for text, proposed, tag in [
        ("Mohon diperjalas.", None, ""), ("Mohon diperjelas.", "Membentuk Panitia.", "wording")])  # fmt: skip
    assert entry.content == ledger.digest_of([ledger.digest_of(old), ledger.digest_of(new)])
    assert as_(kpi).post(url("edit", comment), data).status_code == 403


def test_same_words_again_are_no_change(two):
    version, _, bi, _ = two
    comment = commented(version, bi)
    services.edit_comment(comment, text=comment.text, by=bi)
    comment.refresh_from_db()
    assert comment.edited_at is None
    assert not LedgerEntry.objects.filter(verb="comment.edited").exists()


def test_reply_is_changed_too(two):
    version, _, bi, kpi = two
    reply = commented(version, kpi, parent=commented(version, bi), text="Setju.")
    assert set(as_(kpi).get(url("edit", reply)).context["form"].fields) == {"text"}
    as_(kpi).post(url("edit", reply), {"text": "Setuju."})
    reply.refresh_from_db()
    assert reply.text == "Setuju."


def _answer(comment, kpi):
    services.answer_comment(comment, disposition="noted", reason="Ya.", by=secretariat_user())


def _reply(comment, kpi):
    commented(comment.version, kpi, parent=comment)


def _support(comment, kpi):
    services.support_comment(comment, by=kpi)


def _take(comment, kpi):
    AdoptedAmendment.objects.create(comment=comment, clause=comment.clause, after="Lain.", seq=comment.seq)


@pytest.mark.parametrize("build_on", [_answer, _reply, _support, _take])
def test_what_others_built_on_stays(two, build_on):
    version, _, bi, kpi = two
    comment = commented(version, bi)
    services.edit_comment(comment, text="Sekali lagi.", by=bi)
    build_on(comment, kpi)
    with pytest.raises(ValidationError):
        services.edit_comment(comment, text="Lain sama sekali.", by=bi)
    answer = as_(bi).post(url("edit", comment), {"text": "Lain sama sekali."})
    assert (answer.status_code, "Lain sama sekali." in answer.content.decode()) == (422, True)
    comment.refresh_from_db()
    assert comment.text == "Sekali lagi."


def test_too_late_too_foreign_or_closed_is_refused(two):
    version, round_, bi, kpi = two
    comment, old = commented(version, bi), aged(commented(version, bi))
    colleague = member_of(bi.person.memberships.get().organisation)
    for who, what in [(bi, old), (kpi, comment), (colleague, comment), (secretariat_user(), comment)]:
        assert as_(who).get(url("edit", what)).status_code == 403
        with pytest.raises(PermissionDenied):
            services.edit_comment(what, text="Lain.", by=who)
    assert as_(bi).get(url("edit", comment)).status_code == 200
    closed(round_)
    with pytest.raises(PermissionDenied):
        services.edit_comment(comment, text="Lain.", by=bi)


def test_position_is_never_changed(two):
    version, _, bi, _ = two
    discussion = commented(version, bi, audience=permissions.own_audiences(bi)[0])
    position = services.send_position(discussion, text="Kami setuju.", by=bi)
    assert as_(bi).get(url("edit", position)).status_code == 403
    with pytest.raises(PermissionDenied):
        services.edit_comment(position, text="Kami tidak setuju.", by=bi)


def test_way_to_change_is_drawn_for_the_author_and_hidden_in_what_all_get(two):
    version, _, bi, kpi = two
    comment = commented(version, bi)
    link = f'href="{url("edit", comment)}" data-action="edit"'
    assert f"{link}>" in page_of(version, bi)
    assert (
        date_format(timezone.localtime(comment.created_at + GRACE), "H.i")
        in (page_of(version, bi).partition(f"{link}>")[2].partition("</a>")[0])
    )
    assert f"{link} hidden>" in page_of(version, kpi)
    frames = as_(kpi).get(reverse("decrees:events", args=[version.decree_id])).json()["frames"]
    assert f"{link} hidden>" in frames[-1]["html"]
    for reader in (None, secretariat_user()):
        assert url("edit", comment) not in page_of(version, reader)
    assert url("edit", aged(comment)) not in page_of(version, bi)


# --- adding


def test_in_a_discussion_among_their_own_colleagues_reply_and_add_nothing(two):
    version, _, bi, _ = two
    discussion = commented(version, bi, audience=permissions.own_audiences(bi)[0])
    reply = commented(version, bi, parent=discussion)
    assert reply.addition == ""
    html = page_of(version, bi)
    assert html.count('<p class="eyebrow">Diskusi internal') == 1  # said once for the thread
    assert as_(bi).get(url("reply", discussion)).context["note"] == ""
    assert as_(bi).get(url("reply", commented(version, bi))).context["note"] != ""


def test_reply_of_the_comments_own_organisation_is_an_addition(two):
    version, _, bi, kpi = two
    comment = commented(version, bi)
    discussion = commented(version, bi, clause="rec-a", audience=permissions.own_audiences(bi)[0])
    position = services.send_position(discussion, text="Kami setuju.", by=bi)
    addition, change = commented(version, bi, parent=comment), commented(version, bi, parent=position)
    other = commented(version, kpi, parent=comment)
    assert [str(one.addition) for one in (addition, change, other, comment)] != ["", "", "", ""]
    assert [bool(one.addition) for one in (addition, change, other, comment)] == [True, True, False, False]
    assert addition.addition != change.addition
    html = page_of(version)
    assert html.count(f'<p class="eyebrow">{addition.addition}</p>') == 1
    assert html.count(f'<p class="eyebrow">{change.addition}</p>') == 1
    heading = as_(bi).get(url("reply", comment)).context["heading"]
    assert heading != as_(kpi).get(url("reply", comment)).context["heading"]


def test_carried_comment_is_replied_to_in_the_new_round(two):
    version, _, bi, kpi = two
    comment, lost = commented(version, bi), commented(version, bi, clause="cit-1")
    new = next_version(version, blocks=without("cit-1"))
    assert as_(kpi).get(url("reply", comment)).status_code == 403
    opened(new, *[one.person.memberships.get().organisation for one in (bi, kpi)])
    assert url("reply", comment) in page_of(new, kpi)
    assert url("reply", comment) not in page_of(new)
    data = {"token": "8b2c0f6e-6e0f-4f0e-9c8e-0a8d0a4e6f12", "text": "Masih berlaku."}
    [frame] = as_(kpi).post(url("reply", comment), data, headers=FETCH).json()["frames"]
    reply = Comment.objects.get(parent=comment)
    assert (reply.version, reply.round.version, reply.clause) == (new, new, "dik-1")
    assert (frame["version"], frame["parent"], frame["earlier"]["version"]) == (new.number, comment.pk, version.number)
    commented(new, kpi, parent=lost, text="Di mana sekarang?")
    html = page_of(new)
    assert "Masih berlaku." in html.split(f'data-replies="{comment.pk}"')[1].split("</article>")[0]
    assert "Di mana sekarang?" in html.split('class="lost-comments"')[1]
    assert "Masih berlaku." in as_().get(version.get_absolute_url()).content.decode()
    assert as_().get(url("detail", reply)).context["card_url"].startswith(new.decree.url)
    newer = next_version(new, rec_a="bahwa baru;")
    assert "Masih berlaku." in page_of(newer)
    assert as_().get(url("detail", reply)).context["card_url"] == f"{version.get_absolute_url()}#komentar-{reply.pk}"


def test_old_version_takes_no_reply_while_another_is_open(two):
    version, _, bi, _ = two
    comment = commented(version, bi)
    new = next_version(version, rec_a="bahwa baru;")
    opened(new, bi.person.memberships.get().organisation)
    with pytest.raises(ValidationError):
        services.add_comment(version.decree, version=version, clause="", parent=comment, text="Ya.", by=bi)
    assert url("reply", comment) not in as_(bi).get(version.get_absolute_url()).content.decode()
