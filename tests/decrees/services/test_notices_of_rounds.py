"""Versions and rounds are told to those who take part: once, nothing stale, and as each of them chose."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from decrees import services
from decrees.models import Notification, Round
from decrees.services.notifying.listing import notification_list
from decrees.services.notifying.untold import untold
from forum import clock
from tests.clients import as_
from tests.factories import OrganisationFactory, circulated, commented, member_of, open_draft, opened, secretariat_user
from tests.factories.decrees import WEEK, WRITING, closed, in_a_week, next_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def bi():
    return member_of(OrganisationFactory(short_name="BI"))


def office(user):
    return user.person.memberships.get().organisation


def kinds(user):
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def mails(user):
    found = [message for message in mail.outbox if message.to == [user.email]]
    mail.outbox.clear()
    return found


def test_opened_round_is_mailed_at_once_to_who_takes_part_and_to_nobody_else(bi, settled):
    stranger, desk = member_of(OrganisationFactory()), secretariat_user()
    version = circulated(by=desk)
    with settled():
        round_ = opened(version, office(bi), by=desk)
    [told] = mails(bi)
    assert "dibuka" in told.subject
    assert date_format(round_.closes_on, "j F Y") in told.body
    assert (kinds(bi), kinds(stranger), kinds(desk)) == (["opened"], [], [])


def test_next_version_is_told_with_what_changed_and_its_round_in_its_place(bi, settled):
    version = circulated()
    closed(opened(version, office(bi)))
    Notification.objects.all().delete()
    with settled():
        second = next_version(version, rec_a="bahwa berubah;")
    [told] = mails(bi)
    assert "Perubahan." in told.body
    assert f"/bandingkan/1/{second.number}/" in told.body
    services.choose_notifications("daily", by=bi)
    third = next_version(second, rec_a="bahwa berubah lagi;")
    opened(third, office(bi))
    services.send_digests()
    [told] = mails(bi)
    assert (told.body.count("Perubahan."), kinds(bi)) == (0, ["circulated", "opened"])


def test_end_that_is_moved_is_told_and_a_round_that_is_over_is_mailed_to_nobody(bi):
    services.choose_notifications("daily", by=bi)
    round_ = opened(circulated(), office(bi))
    grants = {office(bi): WRITING}
    services.change_grants(round_, grants=grants, closes_at=in_a_week() + WEEK, by=secretariat_user())
    services.send_digests()
    [told] = mails(bi)
    assert date_format(Round.objects.get().closes_on, "j F Y") in told.body
    assert told.body.count(round_.decree.title) == 1  # opened and moved say the same now
    services.change_grants(Round.objects.get(), grants=grants, closes_at=in_a_week(), by=secretariat_user())
    services.close_round(Round.objects.get(), by=secretariat_user())
    services.send_digests()
    [told] = mails(bi)
    assert "Putaran tanggapan atas versi 1 ditutup." in told.body
    assert "dibuka" not in told.body


def test_who_comes_later_is_told_of_the_open_round_by_the_next_daily_run(bi):
    opened(circulated(), office(bi))
    late = member_of(office(bi))
    services.send_digests()
    services.send_digests()
    assert (kinds(late), len(mails(late))) == (["opened"], 1)


def test_end_of_a_round_is_told_once_for_each_end_it_had(bi):
    round_ = opened(circulated(), office(bi))
    services.send_digests()
    assert kinds(bi) == ["opened"]
    soon = timezone.now() + datetime.timedelta(days=2)
    Round.objects.filter(pk=round_.pk).update(closes_at=soon)
    mail.outbox.clear()
    services.send_digests()
    services.send_digests()
    [told] = mails(bi)
    assert "berakhir" in told.body
    grants = {office(bi): WRITING}
    services.change_grants(round_, grants=grants, closes_at=soon + datetime.timedelta(days=5), by=secretariat_user())
    assert kinds(bi) == ["opened", "closing", "moved"]
    Round.objects.filter(pk=round_.pk).update(closes_at=soon - datetime.timedelta(days=1))
    services.send_digests()
    assert kinds(bi)[3:] == ["closing"]


def test_reminder_with_another_day_than_holds_now_is_over(bi):
    round_ = opened(circulated(), office(bi), closes_at=timezone.now() + datetime.timedelta(days=1))
    services.choose_notifications("never", by=bi)
    services.send_digests()
    assert not Notification.objects.get(kind="closing").is_over
    Round.objects.filter(pk=round_.pk).update(closes_at=in_a_week())
    assert Notification.objects.get(kind="closing").is_over


def test_what_a_killed_run_had_taken_is_mailed_by_a_later_one_and_once(bi):
    opened(circulated(), office(bi))
    Notification.objects.update(claimed_at=clock.now())
    services.send_digests()
    assert mails(bi) == []  # the other run may still be at it
    Notification.objects.update(claimed_at=clock.now() - datetime.timedelta(hours=2))
    services.send_digests()
    services.send_digests()
    assert len(mails(bi)) == 1


def test_mention_is_told_to_who_may_read_it_and_once(settled):
    version, round_, member = open_draft()
    kpi = member_of(OrganisationFactory(short_name="KPI"))
    with settled():
        comment = commented(version, member, text="Setuju? @kpi dan surat@kpi.")
    [told] = mails(kpi)
    assert "Setuju?" in told.body
    services.edit_comment(comment, text="Setuju, @KPI?", by=member)
    assert kinds(kpi) == ["mentioned"]
    with settled():
        commented(version, member, text="Rahasia @KPI", audience="members")
    assert (kinds(kpi), mails(kpi)) == (["mentioned"], [])
    services.change_grants(round_, grants={office(member): WRITING, office(kpi): WRITING}, by=secretariat_user())
    mail.outbox.clear()
    with settled():
        commented(version, member, text="Rahasia lagi @KPI", audience="members")
    assert kinds(kpi).count("mentioned") == 2
    [told] = mails(kpi)
    assert "Rahasia" not in told.body


def test_each_notice_can_be_passed_on_without_a_word_of_what_was_said():
    version, _round, member = open_draft()
    services.answer_comment(commented(version, member), disposition="noted", reason="Dicatat.", by=secretariat_user())
    services.send_digests()
    told = {one.notice.kind: one.message for one in notification_list(Notification.objects.with_subjects())}
    lines = told["answered"].text.splitlines()
    assert "BI" in lines[0]
    assert "Dicatat." not in told["answered"].text
    assert lines[-1].startswith("http://localhost:8000/")
    assert "/u/" in told["opened"].text
    html = as_(member).get(reverse("decrees:notices")).content.decode()
    assert html.count("https://wa.me/?text=") == 2


def test_desk_says_who_could_not_be_told(bi, settings, settled):
    empty, desk = OrganisationFactory(name="Kantor Tanpa Orang"), secretariat_user()
    settings.EMAIL_BACKEND = "tests.decrees.services.test_notices.BrokenBackend"
    version = circulated(by=desk)
    with settled():
        opened(version, office(bi), empty, by=desk)
    assert {one.name for one in untold(version.decree)} == {empty.label, "BI"}
    html = as_(desk).get(reverse("decrees_admin:desk", args=[version.decree_id])).content.decode()
    assert empty.label in html
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    services.send_digests()
    assert {one.name for one in untold(version.decree)} == {empty.label}
