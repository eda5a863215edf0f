"""Twelve ways by the site's own doors to change what the public reads about the past. Each says what became of it.

`by` holds the duty, `desk` is a browser in which that person is signed in, `public` one in which nobody is.
"""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.test import TestCase
from django.urls import reverse

from decrees import services
from decrees.models import Comment, Notification, Reaction, Round, Version
from forum.ledger import digest_of_file
from forum.models import InvitationPage, LedgerEntry, MeetingPage, Organisation, Post
from forum.services import publish_page, start_membership
from minutes.models import KeptFile, MinutesPage
from tests.clients import desk_url

BLANK = "\u200b"


def published(model):
    return model.objects.filter(live=True).order_by("pk").first()


def refused(change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


def bulk(action, page):
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={page.pk}"


def entries_by(by, since):
    return LedgerEntry.objects.filter(seq__gt=since, actor=by)


def exchange_the_file_of_minutes(by, desk, public):
    kept = KeptFile.objects.first()
    address = reverse("wagtaildocs:edit", args=[kept.document_id])
    other = ContentFile(b"Lain.", name=kept.name)
    desk.post(address, {"title": kept.name, "collection": kept.document.collection_id, "tags": "", "file": other})
    desk.post(reverse("wagtaildocs:delete", args=[kept.document_id]))
    with KeptFile.objects.get().document.file.open("rb") as file:
        assert digest_of_file(file) == kept.sha256


def rename_all_who_were_there(by, desk, public):
    minutes = published(MinutesPage)
    addresses = [reverse("minutes:download", args=[minutes.pk, name]) for name in ("json", "docx")]
    before = [public.get(address).content for address in addresses]
    Organisation.objects.update(name=Concat(Value("Lain "), "slug"), short_name="")
    Post.objects.update(label=Concat(Value("Lain "), Cast("pk", CharField())))
    MeetingPage.objects.update(room="Lain", address="Lain")
    assert [public.get(address).content for address in addresses] == before


def soften_an_answer(by, desk, public):
    standing = Reaction.objects.filter(answer__comment__answer=F("answer"), answer__comment__audience="public")
    objected = standing.filter(stance="objects").first()
    comment = objected.answer.comment
    told = Notification.objects.filter(comment=comment).count()
    answer = {"disposition": objected.answer.disposition, "reason": f"{objected.answer.reason}."}
    desk.post(desk_url("answer", comment.version.decree_id, comment.pk), {**answer, "seen": objected.answer.seq})
    assert Comment.objects.get(pk=comment.pk).answer_id != objected.answer_id
    page = public.get(comment.get_absolute_url(), follow=True).content.decode()
    assert "berkeberatan atas jawaban" in page
    assert objected.reason in page
    assert "Riwayat jawaban" in page
    assert Notification.objects.filter(comment=comment).count() > told


def withdraw_without_a_word(by, desk, public):
    minutes = published(MinutesPage)
    for reason in ("", BLANK):
        desk.post(reverse("forum_withdraw", args=[minutes.pk]), {"reason": reason})
        desk.post(bulk("unpublish", minutes), {"reason": reason})
    desk.post(reverse("wagtailadmin_pages:unpublish", args=[minutes.pk]))
    assert public.get(minutes.url).status_code == 200
    desk.post(reverse("forum_withdraw", args=[minutes.pk]), {"reason": "Keliru diterbitkan."})
    answer = public.get(minutes.url)
    assert answer.status_code == 410
    assert "Keliru diterbitkan." in answer.content.decode()


def delete_what_was_published(by, desk, public):
    for page in (published(InvitationPage), published(MinutesPage), Version.objects.first().decree):
        desk.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        desk.post(reverse("wagtailadmin_pages:delete", args=[page.get_parent().pk]))
        desk.post(bulk("delete", page))
        assert type(page).objects.filter(pk=page.pk, live=True).exists()


def shut_a_page(by, desk, public):
    meeting, since = published(MeetingPage), LedgerEntry.objects.latest("seq").seq
    desk.post(reverse("wagtailadmin_pages:set_privacy", args=[meeting.pk]), {"restriction_type": "login"})
    assert list(entries_by(by, since).values_list("verb", "audience")) == [("page.restricted", "public")]


def enrol_in_a_members_discussion(by, desk, public):
    bi, since = Organisation.objects.get(slug="bojonegoro-institute"), LedgerEntry.objects.latest("seq").seq
    before = len(mail.outbox)
    with TestCase.captureOnCommitCallbacks(execute=True):
        start_membership(by.person, organisation=bi, start_date=datetime.date(2017, 1, 1), by=by)
    assert ("membership.started", "public") in entries_by(by, since).values_list("verb", "audience")
    assert len(mail.outbox) > before
    private = Comment.objects.filter(audience=f"organisation:{bi.pk}")
    assert private.exists()
    assert not Comment.objects.visible_to(by).filter(pk__in=private).exists()


def silence_a_critic_alone(by, desk, public):
    comment = Comment.objects.threads().filter(audience="public", answer=None).first()
    said = comment.text
    hiding = services.propose_hiding(comment, reason="abuse", note="Mengganggu.", by=by)
    with pytest.raises((PermissionDenied, ValidationError)), transaction.atomic():
        services.confirm_hiding(hiding, by=by)
    page = public.get(comment.get_absolute_url(), follow=True).content.decode()
    assert said[:40] in page
    assert LedgerEntry.objects.get(verb="hiding.proposed", target=f"decrees.comment:{comment.pk}").actor == by


def rewrite_a_version(by, desk, public):
    refused(lambda: Version.objects.filter(number=1).update(digest="0" * 64))
    refused(lambda: Version.objects.filter(number=1).update(tree={}))
    refused(lambda: Version.objects.filter(number=3)._raw_delete("default"))


def lose_a_comment(by, desk, public):
    refused(lambda: Comment.objects.filter(parent=None).update(audience="secretariat"))
    refused(lambda: Comment.objects.all()._raw_delete("default"))
    refused(lambda: Reaction.objects.update(stance="content"))


def say_a_round_ended_otherwise(by, desk, public):
    closed = Round.objects.exclude(closed_at=None)
    refused(lambda: closed.update(closed_at=None))
    refused(lambda: closed.update(closed_at=datetime.datetime.now(datetime.UTC)))


def move_a_meeting_after_the_fact(by, desk, public):
    meeting, since = published(MeetingPage), LedgerEntry.objects.latest("seq").seq
    meeting.starts_at += datetime.timedelta(days=2)
    meeting.ends_at = meeting.ends_at and meeting.ends_at + datetime.timedelta(days=2)
    publish_page(meeting, by=by)
    assert entries_by(by, since).filter(verb="meeting.changed").exists()
    assert "memindahkan rapat dari" in " ".join(public.get(meeting.url).content.decode().split())


WAYS = [
    exchange_the_file_of_minutes,
    rename_all_who_were_there,
    soften_an_answer,
    withdraw_without_a_word,
    delete_what_was_published,
    shut_a_page,
    enrol_in_a_members_discussion,
    silence_a_critic_alone,
    rewrite_a_version,
    lose_a_comment,
    say_a_round_ended_otherwise,
    move_a_meeting_after_the_fact,
]
