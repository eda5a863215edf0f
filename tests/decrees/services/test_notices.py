"""What people are told: as it happens, as far as they may read it, in one mail, in the way they chose."""

import datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from decrees import events, services
from decrees.models import Comment, Notification, NotificationPreference
from decrees.permissions import DecreePermission
from decrees.services.notifying import digest as news
from decrees.services.notifying.listing import AROUND, COMMENTS_SHOWN, brief, notification_list
from decrees.services.notifying.notices import notify_reanchored
from forum import ledger
from forum.models import LedgerEntry, User
from forum.services import end_membership
from tests.factories import (
    OrganisationFactory,
    commented,
    member_of,
    minutes_page,
    open_draft,
    secretariat_user,
)
from tests.factories.decrees import next_version, without

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(django_capture_on_commit_callbacks):
    """What is done in it is committed: the mails leave."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def scene():
    """(version, round, somebody of BI, a colleague, the secretariat)"""
    version, round_, member = open_draft()
    return version, round_, member, member_of(organisation_of(member)), secretariat_user()


def organisation_of(user):
    return user.person.memberships.get().organisation


def told():
    """About comments; what is told of versions and rounds has tests of its own (test_notices_of_rounds.py)."""
    return {(notice.user, notice.kind, notice.comment) for notice in Notification.objects.exclude(comment=None)}


def nothing_is_new():
    """The drafts' own news are told already."""
    services.send_digests()
    mail.outbox.clear()


def answered(comment, by, reason="Dicatat."):
    return services.answer_comment(comment, disposition="noted", reason=reason, by=by)


# --- who is told -----------------------------------------------------------------------------------------------------


def test_answer_is_told_to_the_author_and_those_who_speak_for_the_organisation(scene):
    version, _, member, colleague, secretariat = scene
    former, stranger = member_of(organisation_of(member)), member_of(OrganisationFactory())
    end_membership(former.person.memberships.get(), on=timezone.localdate() - datetime.timedelta(1), by=secretariat)
    comment = commented(version, member)
    answered(comment, secretariat)
    assert told() == {(member, "answered", comment), (colleague, "answered", comment)}
    assert stranger.notices.count() == 0


def test_answer_is_not_told_to_who_gave_it_nor_twice_if_nothing_changed(scene):
    version, _, member, colleague, secretariat = scene
    comment = commented(version, member)
    for reason in ["Dicatat.", "Dicatat.", "Dicatat lagi."]:
        answered(Comment.objects.get(pk=comment.pk), secretariat, reason)
    about = Notification.objects.filter(comment=comment)
    assert about.filter(user=member).count() == 2
    services.change_grants(comment.round, grants={organisation_of(member): set(DecreePermission)}, by=secretariat)
    answered(Comment.objects.get(pk=comment.pk), colleague, "Lain.")
    assert (about.filter(user=colleague).count(), about.filter(user=member).count()) == (2, 3)


def test_answer_to_a_comment_on_paper_is_told_to_the_organisation(scene):
    _, round_, member, colleague, secretariat = scene
    fields = {"clause": "dik-1", "text": "Setuju.", "received_on": timezone.localdate(), "by": secretariat}
    comment = services.enter_paper_comment(round_, organisation=organisation_of(member), **fields)
    answered(comment, secretariat)
    assert {user for user, _, _ in told()} == {member, colleague}


def test_passages_that_changed_or_went_are_told_once_and_those_that_stayed_are_not(scene):
    version, _, member, colleague, secretariat = scene
    changed = commented(version, member, clause="rec-b", start=0, end=12)
    gone = commented(version, member, clause="cit-1")
    kept = commented(version, member, clause="dik-1")
    for comment in (changed, gone, kept):
        answered(comment, secretariat)
    Notification.objects.all().delete()
    version = next_version(version, by=secretariat, blocks=_without_a_citation())
    states = {(kind, comment) for _, kind, comment in told()}
    assert ("lost", gone) in states
    assert not [kind for kind, comment in states if comment == kept]
    assert {user for user, _, comment in told() if comment == gone} == {member, colleague}
    Notification.objects.all().delete()
    next_version(version, by=secretariat, blocks=_without_a_citation("bahwa lain lagi;"))
    assert not Notification.objects.filter(comment=gone).exists()


def _without_a_citation(words="bahwa berubah;"):
    return [{**block, "value": words} if block["id"] == "rec-a" else block for block in without("cit-1")]


def test_assignment_is_told_to_those_who_are_to_answer(scene):
    version, round_, member, _, secretariat = scene
    legal = OrganisationFactory()
    grants = {organisation_of(member): set(DecreePermission), legal: {DecreePermission.ANSWER}}
    services.change_grants(round_, grants=grants, by=secretariat)
    lawyer, comment = member_of(legal), commented(version, member)
    due = timezone.localdate() + datetime.timedelta(days=3)
    services.assign_comments([comment], organisation=legal, due=due, by=secretariat)
    assert told() == {(lawyer, "assigned", comment)}


# --- mail ------------------------------------------------------------------------------------------------------------


def test_one_transaction_is_one_mail_for_each_person_however_much_happened(scene, settled):
    version, _, member, colleague, secretariat = scene
    comments = [commented(version, member, text=f"Komentar {n}.") for n in range(20)]
    with settled():
        services.answer_comments(comments, disposition="noted", reason="Dicatat semuanya.", by=secretariat)
    assert sorted(message.to[0] for message in mail.outbox) == sorted([member.email, colleague.email])
    # The same about one passage is told once.
    body = mail.outbox[0].body
    assert (body.count("Dicatat semuanya."), body.count("- Komentar ")) == (1, COMMENTS_SHOWN)
    assert "20" in body
    assert not Notification.objects.filter(mailed_at=None).exists()


def test_mail_names_place_and_answer_and_leads_to_the_comment_and_to_the_choice(scene, settled, settings):
    settings.BASE_URL = "https://mufakat.contoh.id"
    version, _, member, _, secretariat = scene
    comment = commented(version, member)
    with settled():
        answered(comment, secretariat, "Rumusan tetap, sesuai undang-undang.")
    message = next(message for message in mail.outbox if message.to == [member.email])
    notice = Notification.objects.get(user=member)
    for words in [
        "diktum KESATU",
        "Rumusan tetap, sesuai undang-undang.",
        f"https://mufakat.contoh.id/pemberitahuan/{notice.pk}/",
        "https://mufakat.contoh.id/pemberitahuan/#pilihan",
    ]:
        assert words in message.body
    assert version.decree.title in message.subject
    stop = "<https://mufakat.contoh.id/pemberitahuan/berhenti/"
    assert message.extra_headers["List-Unsubscribe"].startswith(stop)


@pytest.mark.parametrize(("how", "mails"), [("at_once", 1), ("daily", 0), ("never", 0)])
def test_mail_leaves_as_the_person_chose_and_the_site_tells_all(scene, settled, how, mails):
    version, _, member, colleague, secretariat = scene
    nothing_is_new()
    services.choose_notifications(how, by=member)
    services.choose_notifications("never", by=colleague)
    comment = commented(version, member)
    with settled():
        answered(comment, secretariat)
    assert (len(mail.outbox), Notification.objects.filter(user=member, comment=comment).count()) == (mails, 1)
    services.send_digests()
    assert len(mail.outbox) == (0 if how == "never" else 1)
    services.send_digests()
    assert len(mail.outbox) == (0 if how == "never" else 1)


def test_who_wanted_no_mail_is_not_mailed_the_past_when_they_want_some(scene, settled):
    version, _, member, colleague, secretariat = scene
    nothing_is_new()
    for user in (member, colleague):
        services.choose_notifications("never", by=user)
    with settled():
        answered(commented(version, member), secretariat)
    services.choose_notifications("daily", by=member)
    services.send_digests()
    assert mail.outbox == []


def test_what_was_read_on_the_site_is_not_mailed(scene, settled):
    version, _, member, colleague, secretariat = scene
    nothing_is_new()
    services.choose_notifications("daily", by=member)
    services.choose_notifications("never", by=colleague)
    answered(commented(version, member), secretariat)
    services.mark_notifications_read(by=member)
    services.send_digests()
    assert mail.outbox == []


def test_rights_are_looked_up_when_the_mail_leaves_and_no_mail_has_words_that_are_not_for_everybody(scene):
    version, _, member, colleague, secretariat = scene
    nothing_is_new()
    for user in (member, colleague):
        services.choose_notifications("daily", by=user)
    secret = commented(version, member, audience="members", text="Hanya untuk peserta.")
    answered(secret, secretariat, "Jawaban rahasia.")
    # The colleague speaks for nobody any more before the mail leaves; the author keeps their own words.
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    end_membership(colleague.person.memberships.get(), on=yesterday, by=secretariat)
    services.send_digests()
    assert [message.to for message in mail.outbox] == [[member.email]]
    assert "Jawaban rahasia." not in mail.outbox[0].body
    assert "Hanya untuk peserta." not in mail.outbox[0].body
    notice = Notification.objects.get(user=member, comment=secret)
    assert f"http://localhost:8000{notice.get_absolute_url()}" in mail.outbox[0].body
    assert not [message for message in mail.outbox if colleague.email in message.to]


def test_mail_that_fails_leaves_its_notices_for_the_digest(scene, settled, settings):
    version, _, member, colleague, secretariat = scene
    services.choose_notifications("never", by=colleague)
    settings.EMAIL_BACKEND = "tests.decrees.services.test_notices.BrokenBackend"
    with settled():
        answered(commented(version, member), secretariat)
    assert Notification.objects.get(user=member).mailed_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert services.send_digests() == 1


class BrokenBackend(BaseEmailBackend):
    def send_messages(self, messages):
        raise OSError("no way out")


def test_rolled_back_change_tells_nobody(scene, settled):
    version, _, member, _, secretariat = scene
    comment = commented(version, member)
    with settled(), transaction.atomic():
        answered(comment, secretariat)
        transaction.set_rollback(True)
    assert (Notification.objects.count(), mail.outbox) == (0, [])


# --- what is told, and the same once ---------------------------------------------------------------------------------


def own(user, kind):
    return Notification.objects.visible_to(user).filter(kind=kind).with_subjects().order_by("pk")


def test_notice_of_a_changed_passage_names_the_version_and_what_became_of_the_words(scene, settled):
    version, _, member, _, secretariat = scene
    commented(version, member, quote="Membentuk Tim Open Government", start=0, end=29)
    answered(Comment.objects.get(), secretariat)
    with settled():
        next_version(version, by=secretariat, dik_1="Membentuk Tim Kerja Open Government Kabupaten.")
    [told] = notification_list(own(member, "changed"))
    assert (told.number, told.segments) == (
        2,
        [("equal", "Membentuk Tim "), ("insert", "Kerja "), ("equal", "Open Government")],
    )
    compare = reverse("decrees:compare", args=[version.decree_id, 1, 2])
    html = client_of(member).get(reverse("decrees:notices")).content.decode()
    body = next(message.body for message in mail.outbox if message.to == [member.email])
    for words in (html, body):
        assert compare in words
    assert "Membentuk Tim Kerja Open Government" in body


def test_notice_of_words_that_are_gone_says_what_stands_there_now(scene):
    version, _, member, _, secretariat = scene
    commented(version, member, quote="Open Government", start=14, end=29)
    commented(version, member, clause="cit-1")
    blocks = [
        {**block, "value": {**block["value"], "text": "Membentuk Tim."}} if block["id"] == "dik-1" else block
        for block in without("cit-1")
    ]
    next_version(version, by=secretariat, blocks=blocks)
    told = notification_list(own(member, "lost"))
    assert [(one.before, one.after) for one in told] == [
        ("Membentuk Tim Open Government.", "Membentuk Tim."),
        ("Undang-Undang Nomor 14 Tahun 2008;", ""),
    ]


def test_same_about_several_comments_on_one_passage_is_told_once_and_read_at_once(scene, settled):
    version, _, member, colleague, secretariat = scene
    same = [commented(version, member, text=f"Kata ke-{n}.") for n in range(4)]
    commented(version, member, clause="rec-a", text="Lain.")
    with settled():
        next_version(version, by=secretariat, dik_1="Membentuk Tim Kerja.", rec_a="bahwa lain sekali;")
    told = notification_list(own(member, "changed"))
    assert [(len(one.comments), one.more) for one in told] == [(4, 4 - COMMENTS_SHOWN), (1, 0)]
    assert set(told[0].comments) == set(same)
    html = client_of(member).get(reverse("decrees:notices")).content.decode()
    assert (html.count("Kata ke-"), html.count("Lain.")) == (2 * COMMENTS_SHOWN, 2)  # changed, and answered before
    client_of(member).get(told[0].notice.get_absolute_url())
    assert own(member, "changed").unread().get().comment.text == "Lain."
    assert own(colleague, "changed").unread().count() == 5


def test_passage_that_changed_twice_is_told_of_each_version(scene):
    version, _, member, _, secretariat = scene
    commented(version, member)
    second = next_version(version, by=secretariat, dik_1="Membentuk Tim Kerja.")
    next_version(second, by=secretariat, dik_1="Membentuk Tim Kerja Bersama.")
    told = notification_list(own(member, "changed"))
    assert [(one.number, one.step.from_version.number) for one in told] == [(2, 1), (3, 2)]
    assert [one.before for one in told] == ["Membentuk Tim Open Government.", "Membentuk Tim Kerja."]


def test_different_answers_on_one_passage_are_told_each(scene):
    version, _, member, _, secretariat = scene
    for reason in ("Satu.", "Dua."):
        answered(commented(version, member), secretariat, reason)
    assert [one.notice.comment.answer.reason for one in notification_list(own(member, "answered"))] == ["Satu.", "Dua."]


def test_few_words_stand_for_a_long_passage():
    long = " ".join(f"kata{n}" for n in range(60))
    told = brief([("equal", long + " "), ("delete", "lama"), ("insert", "baru"), ("equal", " " + long)])
    assert [op for op, _ in told] == ["equal", "delete", "insert", "equal"]
    assert [len(text.split()) for _, text in told] == [AROUND, 1, 1, AROUND]
    assert brief([("equal", long)]) == []


# --- the digest ------------------------------------------------------------------------------------------------------


def digest():
    out = StringIO()
    call_command("send_digest", stdout=out)
    return {message.to[0]: message.body for message in mail.outbox}


def test_digest_tells_what_is_new_on_ones_drafts_once(scene):
    version, _, member, colleague, secretariat = scene
    stranger = member_of(OrganisationFactory())
    bodies = digest()
    assert set(bodies) == {member.email, colleague.email}
    assert version.decree.title in bodies[member.email]
    assert stranger.email not in bodies
    mail.outbox.clear()
    assert digest() == {}
    services.close_round(version.rounds.get(), by=secretariat)
    assert set(digest()) == {member.email, colleague.email}
    entry = LedgerEntry.objects.get(verb=events.DIGEST_SENT)
    assert (entry.audience, entry.data) == ("secretariat", {"through": entry.seq - 1})
    mail.outbox.clear()
    assert digest() == {}
    assert LedgerEntry.objects.filter(verb=events.DIGEST_SENT).count() == 1
    assert ledger.verify() is None


def test_of_a_round_that_was_opened_and_closed_the_last_word_is_told(scene):
    _, round_, member, _, secretariat = scene
    services.close_round(round_, by=secretariat)
    [topic] = news.about_drafts(member, 0)
    assert topic.lines == [str(news.TOLD[events.ROUND_CLOSED]) % {"number": 1}]
    assert topic.lines[0] in digest()[member.email]
    assert not Notification.objects.exists()


def test_minutes_sent_round_are_told_to_their_recipients_alone(scene):
    _, _, member, _, secretariat = scene
    digest()
    mail.outbox.clear()
    other = member_of(OrganisationFactory())
    minutes = minutes_page(present=[organisation_of(member)], state="circulated", by=secretariat)
    bodies = digest()
    assert member.email in bodies
    assert other.email not in bodies
    assert f"/notula/{minutes.pk}/edaran/" in bodies[member.email]


def test_one_broken_address_keeps_nobody_elses_digest(scene, settings, caplog):
    _, _, member, colleague, _ = scene
    settings.EMAIL_BACKEND = "tests.decrees.services.test_notices.HalfBackend"
    User.objects.filter(pk=member.pk).update(email="rusak@contoh.id")
    HalfBackend.sent.clear()
    call_command("send_digest", stdout=StringIO())
    assert HalfBackend.sent == [colleague.email]
    assert "rusak" not in caplog.text


class HalfBackend(BaseEmailBackend):
    sent: list[str] = []

    def send_messages(self, messages):
        for message in messages:
            if message.to[0].startswith("rusak"):
                raise OSError("no such box")
            self.sent.append(message.to[0])
        return len(messages)


# --- pages -----------------------------------------------------------------------------------------------------------


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_page_lists_ones_own_notices_and_the_header_counts_them(scene):
    version, _, member, _, secretariat = scene
    other = member_of(OrganisationFactory())
    answered(commented(version, member), secretariat, "Alasan kami.")
    html = client_of(member).get(reverse("decrees:notices")).content.decode()
    assert "Alasan kami." in html
    assert '<b class="count">1<' in html
    theirs = client_of(other).get(reverse("decrees:notices")).content.decode()
    assert ("Alasan kami." in theirs, 'class="count"' in theirs) == (False, False)


def test_opening_a_notice_marks_it_read_and_leads_to_the_comment(scene):
    version, _, member, colleague, secretariat = scene
    comment = commented(version, member)
    answered(comment, secretariat)
    notice = Notification.objects.get(user=member)
    answer = client_of(member).get(notice.get_absolute_url())
    assert answer["Location"] == f"{version.decree.url}#komentar-{comment.pk}"
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert Notification.objects.get(user=colleague).read_at is None
    assert client_of(colleague).get(notice.get_absolute_url()).status_code == 404


def test_notice_about_what_one_may_not_read_any_more_is_gone(scene):
    version, _, member, colleague, secretariat = scene
    answered(commented(version, member, audience="members"), secretariat, "Jawaban rahasia.")
    notice = Notification.objects.get(user=colleague)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    end_membership(colleague.person.memberships.get(), on=yesterday, by=secretariat)
    client = client_of(colleague)
    assert "Jawaban rahasia." not in client.get(reverse("decrees:notices")).content.decode()
    assert client.get(notice.get_absolute_url()).status_code == 404


def test_all_are_marked_as_read_and_nobody_elses(scene):
    version, _, member, colleague, secretariat = scene
    answered(commented(version, member), secretariat)
    answered(commented(version, member), secretariat)
    assert client_of(member).get(reverse("decrees:notices-read")).status_code == 405
    client_of(member).post(reverse("decrees:notices-read"))
    unread = dict.fromkeys([member, colleague])
    for user in unread:
        unread[user] = Notification.objects.unread().filter(user=user).count()
    assert unread == {member: 0, colleague: 2}


def test_choice_is_saved_and_nonsense_is_not(scene):
    member = scene[2]
    client = client_of(member)
    assert client.post(reverse("decrees:notices"), {"how": "daily"}).status_code == 302
    assert client.post(reverse("decrees:notices"), {"how": "by pigeon"}).status_code == 422
    assert NotificationPreference.objects.get(user=member).how == "daily"


def test_list_asks_as_often_for_many_as_for_one(scene, django_assert_num_queries):
    version, _, member, _, secretariat = scene
    client, url = client_of(member), reverse("decrees:notices")
    answered(commented(version, member), secretariat)
    client.get(url)
    with django_assert_num_queries(16):
        client.get(url)
    for _n in range(3):
        answered(commented(version, member), secretariat)
    with django_assert_num_queries(16):
        client.get(url)


class CountQueries:
    def __enter__(self):
        self.context = CaptureQueriesContext(connection)
        self.context.__enter__()
        return self

    def __exit__(self, *error):
        self.context.__exit__(*error)
        self.count = len(self.context.captured_queries)


def test_carrying_many_asks_no_more_than_carrying_one(scene, django_assert_num_queries):
    version, _, member, _, secretariat = scene
    for n in range(30):
        answered(commented(version, member, clause="cit-1", text=f"Komentar {n}."), secretariat)
    newest = next_version(version, by=secretariat, blocks=without("cit-1"))
    assert Notification.objects.filter(user=member, kind="lost").count() == 30
    anchors = list(newest.anchors.select_related("comment", "version"))
    with CountQueries() as one:
        notify_reanchored(anchors[:1], by=secretariat)
    with django_assert_num_queries(one.count):
        notify_reanchored(anchors, by=secretariat)
