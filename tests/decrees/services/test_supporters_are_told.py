"""Who supports a comment is told what became of it: once for each thing that happens, as they chose, and no address to
anybody else."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from decrees import permissions, services
from decrees.models import Citizen, CitizenLink, CitizenNews, Notification, NotificationPreference
from decrees.permissions import DecreePermission
from decrees.reading.sources import changes_of
from decrees.services import citizens
from decrees.services.notifying import tasks
from decrees.services.notifying.listing import notification_list
from decrees.services.notifying.to_citizens import send_news
from forum.permissions import sync_groups
from forum.services.mail import NotSentError
from tests.clients import as_
from tests.factories import OrganisationFactory, commented, member_of, secretariat_user
from tests.factories.citizens import CONSENT, open_to_citizens, waiting
from tests.factories.decrees import WRITING, next_version
from tests.factories.forum import MembershipFactory

pytestmark = pytest.mark.django_db
How, Subject = NotificationPreference.How, NotificationPreference.Subject


@pytest.fixture
def settled(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def scene():
    """(version, round, somebody of BI)"""
    return open_to_citizens()


def also_speaking(round_, name="KPI"):
    """Somebody of another organisation that takes part."""
    organisation = OrganisationFactory(short_name=name)
    grants = {**granted(round_), organisation: WRITING}
    services.change_grants(round_, grants=grants, by=secretariat_user())
    return member_of(organisation)


def granted(round_):
    organisations = permissions.commenting(round_.decree)
    return {one: WRITING if one.short_name != "Warga" else {DecreePermission.COMMENT} for one in organisations}


def supported(comment, *addresses):
    for address in addresses:
        citizens.confirm_support(citizens.ask_to_support(comment, email=address, consent=CONSENT))
    return comment


def answer(comment, reason="Dicatat.", by=None):
    return services.answer_comment(comment, disposition="noted", reason=reason, by=by or secretariat_user())


def mailed():
    return sorted(sent.to[0] for sent in mail.outbox if sent.to[0].endswith("@desa.example"))


def kinds_of(user):
    return [(one.kind, one.supports) for one in user.notices.exclude(comment=None).order_by("pk")]


def test_supporting_organisation_is_told_what_became_of_it_and_a_stranger_is_not(scene):
    version, round_, bi = scene
    kpi, stranger = also_speaking(round_), also_speaking(round_, "IDFoS")
    comment = commented(version, bi, start=0, end=9)
    services.support_comment(comment, by=kpi)
    answer(comment)
    answer(type(comment).objects.get(pk=comment.pk), "Dicatat sekali lagi.")
    next_version(version, dik_1="Menetapkan Tim Open Government Kabupaten.")
    assert kinds_of(kpi)[:2] == [("answered", True), ("reanswered", True)]
    assert kinds_of(kpi)[2][0] in ("changed", "replaced", "lost")
    assert [supports for _kind, supports in kinds_of(bi)] == [False] * 3
    assert kinds_of(stranger) == []


def test_supporter_reads_of_a_comment_that_they_support_and_nothing_that_is_for_its_writers(scene):
    version, round_, bi = scene
    kpi = also_speaking(round_)
    comment = commented(version, bi)
    services.support_comment(comment, by=kpi)
    given = answer(comment)
    services.react_to_answer(given, stance="objects", reason="Belum.", by=bi)
    answer(type(comment).objects.get(pk=comment.pk), "Dicatat sekali lagi.")
    told = notification_list(kpi.notices.exclude(comment=None).with_subjects())
    assert {one.headline for one in told} == {
        "Jawaban atas tanggapan yang Anda dukung diubah",
        "Tanggapan yang Anda dukung dijawab",
    }
    assert [one.stays for one in told] == ["", ""]
    page = as_(kpi).get(reverse("decrees:notices")).content.decode()
    assert "Jawaban atas tanggapan yang Anda dukung diubah" in page
    assert bi.email not in page


def test_who_wrote_and_supports_is_told_once_of_their_own(scene):
    version, round_, bi = scene
    kpi = also_speaking(round_)
    comment = commented(version, bi)
    services.support_comment(comment, by=kpi)
    MembershipFactory(person=kpi.person, organisation=comment.organisation)
    sync_groups(kpi)
    answer(comment)
    assert [supports for _kind, supports in kinds_of(bi)] == [False]
    assert len(kinds_of(kpi)) == 1


def test_support_that_was_withdrawn_hears_nothing_more(scene):
    version, round_, bi = scene
    kpi = also_speaking(round_)
    comment = supported(commented(version, bi), "siti@desa.example")
    services.support_comment(comment, by=kpi)
    services.withdraw_support(comment, by=kpi)
    citizens.withdraw_support(comment.citizen_supports.get())
    answer(comment)
    assert (kinds_of(kpi), CitizenNews.objects.count()) == ([], 0)


def test_supporters_choose_how_apart_from_their_own_comments(scene, settled):
    version, round_, bi = scene
    kpi = also_speaking(round_)
    own, comment = commented(version, kpi), commented(version, bi)
    services.support_comment(comment, by=kpi)
    services.send_digests()
    mail.outbox.clear()
    services.choose_notifications(How.AT_ONCE, otherwise={Subject.SUPPORTED.value: How.DAILY.value}, by=kpi)
    with settled():
        answer(comment, "Untuk yang didukung.")
        answer(own, "Untuk yang ditulis.")

    def words():
        return " ".join(sent.body for sent in mail.outbox if sent.to == [kpi.email])

    assert ("ditulis" in words(), "didukung." in words()) == (True, False)
    services.send_digests()
    assert words().count("Untuk yang didukung.") == 1
    services.choose_notifications(How.AT_ONCE, otherwise={Subject.SUPPORTED.value: How.NEVER.value}, by=kpi)
    with settled():
        answer(type(comment).objects.get(pk=comment.pk), "Diam saja.")
    services.send_digests()
    assert "Diam saja." not in words()
    assert kinds_of(kpi)[-1] == ("reanswered", True), "it stands on the site"


def test_ten_supporters_of_a_campaign_get_one_mail_each_with_one_address_each(scene, settled):
    version, _round, _bi = scene
    addresses = [f"w{n}@desa.example" for n in range(10)]
    rows = [waiting(version, email=address) for address in addresses[:3]]
    comment = supported(citizens.hear_comments(rows, by=secretariat_user()), *addresses)
    mail.outbox.clear()
    with settled():
        answer(comment)
    assert mailed() == sorted(addresses), "three of them wrote it as well"
    assert all(len(sent.recipients()) == 1 for sent in mail.outbox)
    for sent in mail.outbox:
        assert not [one for one in addresses if one != sent.to[0] and one in str(sent.message())]
        assert "One-Click" in sent.extra_headers["List-Unsubscribe-Post"]
    by_address = {sent.to[0]: sent for sent in mail.outbox}
    assert "Tanggapan Anda dijawab." in by_address[addresses[0]].body
    assert "Tanggapan yang Anda dukung dijawab." in by_address[addresses[9]].body
    assert not CitizenNews.objects.exists(), "nothing waits"
    mail.outbox.clear()
    tasks.mail_to_citizens.func([one.pk for one in Citizen.objects.all()])
    assert mailed() == [], "a second run repeats nothing"


def test_what_one_change_tells_of_several_comments_is_one_mail(scene, settled):
    version, _round, bi = scene
    first, second = (supported(commented(version, bi, clause=one), "siti@desa.example") for one in ("dik-1", "dik-2"))
    mail.outbox.clear()
    with settled():
        services.answer_comments([first, second], disposition="noted", reason="Dicatat.", by=secretariat_user())
    (sent,) = [one for one in mail.outbox if one.to == ["siti@desa.example"]]
    assert sent.body.count("Tanggapan yang Anda dukung dijawab.") == 2
    assert "Dicatat." not in sent.body, "what was answered stands behind the link"


def test_citizen_who_ended_the_mails_did_not_confirm_or_is_forgotten_is_not_told(scene, settled):
    version, _round, bi = scene
    comment = supported(commented(version, bi), "ended@desa.example", "gone@desa.example", "stays@desa.example")
    citizens.ask_to_support(comment, email="typed@desa.example", consent=CONSENT)
    citizens.end_mails(Citizen.objects.get(email="ended@desa.example"))
    citizens.forget_citizen(Citizen.objects.get(email="gone@desa.example"))
    mail.outbox.clear()
    with settled():
        answer(comment)
    assert mailed() == ["stays@desa.example"]


def test_news_end_with_one_press_from_the_mail(scene, settled):
    version, _round, bi = scene
    comment = supported(commented(version, bi), "siti@desa.example")
    with settled():
        answer(comment)
    stop = (
        next(one for one in mail.outbox if one.to == ["siti@desa.example"])
        .extra_headers["List-Unsubscribe"]
        .strip("<>")
    )
    assert Client().post(urlsplit(stop).path).status_code == 200
    mail.outbox.clear()
    with settled():
        answer(type(comment).objects.get(pk=comment.pk), "Dicatat sekali lagi.")
    assert mailed() == []


def test_supporters_hear_when_its_last_writer_withdraws_and_not_before(scene, settled):
    version, round_, _bi = scene
    kpi = also_speaking(round_)
    rows = [waiting(version, email=f"w{n}@desa.example") for n in range(2)]
    comment = supported(citizens.hear_comments(rows, by=secretariat_user()), "siti@desa.example")
    services.support_comment(comment, by=kpi)
    mail.outbox.clear()
    first, last = comment.from_citizens.order_by("pk")
    with settled():
        citizens.withdraw_comment(first)
    assert (mailed(), kinds_of(kpi)) == ([], [])
    with settled():
        citizens.withdraw_comment(last)
        citizens.withdraw_comment(last)
    assert (mailed(), kinds_of(kpi)) == (["siti@desa.example"], [("withdrawn", True)])


def test_change_that_follows_a_comment_is_told_to_its_writers_and_supporters_once(scene, settled):
    version, round_, bi = scene
    kpi = also_speaking(round_)
    elsewhere = supported(commented(version, bi, clause="dik-2"), "siti@desa.example")
    services.support_comment(elsewhere, by=kpi)
    answer(elsewhere)
    second = next_version(version, dik_1="Menetapkan Tim Open Government Kabupaten.")
    Notification.objects.all().delete()
    mail.outbox.clear()
    hunk = changes_of(second)[0].hunk.id
    for reason in ("", "Juga untuk kejelasan."):
        with settled():
            services.attribute_change(second, hunk=hunk, comments=[elsewhere], reason=reason, by=secretariat_user())
    assert (kinds_of(bi), kinds_of(kpi)) == ([("followed", False)], [("followed", True)])
    assert mailed() == ["siti@desa.example"]
    (line,) = notification_list(kpi.notices.with_subjects())
    assert (line.number, line.changes_url) == (2, reverse("decrees:compare", args=[version.decree_id, 1, 2]))


def test_change_of_its_own_passage_that_follows_a_comment_is_not_told_twice(scene, settled):
    version, _round, bi = scene
    comment = supported(commented(version, bi), "siti@desa.example")
    answer(comment)
    mail.outbox.clear()
    with settled():
        second = next_version(version, dik_1="Menetapkan Tim Open Government Kabupaten.")
    hunk = changes_of(second)[0].hunk.id
    with settled():
        services.attribute_change(second, hunk=hunk, comments=[comment], by=secretariat_user())
    assert mailed() == ["siti@desa.example"]


def test_mail_that_was_not_taken_waits_for_the_daily_run(scene, monkeypatch):
    version, _round, bi = scene
    comment = supported(commented(version, bi), "siti@desa.example")
    mail.outbox.clear()
    answer(comment)  # the process ends before anything was queued
    CitizenNews.objects.update(at=timezone.now() - datetime.timedelta(hours=3))
    with monkeypatch.context() as away:
        away.setattr(mail.backends.locmem.EmailBackend, "send_messages", refuse)
        with pytest.raises(NotSentError):
            send_news(Citizen.objects.get().pk)
    assert (CitizenNews.objects.get().claimed_at, CitizenLink.objects.count()) == (None, 0)
    for _twice in range(2):
        services.send_digests()
        assert mailed() == ["siti@desa.example"]


def test_mail_over_which_a_run_was_killed_is_the_same_mail_again_and_newer_news_another(scene):
    version, _round, bi = scene
    supported(commented(version, bi), "siti@desa.example")
    citizen, long_ago = Citizen.objects.get(), timezone.now() - datetime.timedelta(hours=3)
    begun = CitizenNews.objects.create(
        citizen=citizen, what="answered", supports=True, place="KESATU", at=long_ago, claimed_at=long_ago
    )
    CitizenNews.objects.create(citizen=citizen, what="taken", supports=True, place="KEDUA")
    mail.outbox.clear()
    send_news(citizen.pk)
    first, second = mail.outbox
    assert ("KESATU" in first.body, "KEDUA" in first.body, "KEDUA" in second.body) == (True, False, True)
    mail.outbox.clear()
    begun.save(force_insert=True)  # as if the process had been killed once the mail server had it
    send_news(citizen.pk)
    assert mail.outbox[0].message()["Message-ID"] == first.message()["Message-ID"]
    assert mail.outbox[0].message()["Message-ID"] != second.message()["Message-ID"]


def refuse(*_args):
    raise ConnectionRefusedError


def test_number_of_queries_does_not_grow_with_the_citizens_who_support(scene):
    version, _round, bi = scene
    few = supported(commented(version, bi), "a@desa.example")
    many = supported(commented(version, bi), *(f"w{n}@desa.example" for n in range(9)))
    counts = []
    by = secretariat_user()
    for comment in (few, many):
        with CaptureQueriesContext(connection) as asked:
            answer(comment, by=by)
        counts.append(len(asked))
    assert counts[0] == counts[1]
