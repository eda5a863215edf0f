"""The editors' home tells each reader of what they may read, and of nothing else."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.reading.due import (
    actions_overdue,
    answers_overdue,
    comments_to_answer,
    due_items,
    hidings_to_decide,
    meetings_coming,
    reports_open,
)
from decrees import services
from decrees.models import Assignment
from minutes.models.states import State
from tests.factories import answered, commented, meeting_page, minutes_page, open_draft, secretariat_user

pytestmark = pytest.mark.django_db


def test_what_an_organisation_keeps_to_itself_is_not_even_counted():
    version, _round, member = open_draft()
    secretariat = secretariat_user()
    commented(version, member, audience=f"organisation:{member.person.memberships.get().organisation_id}")
    assert comments_to_answer(secretariat) == []
    commented(version, member)
    assert "1" in comments_to_answer(secretariat)[0].what


def test_answer_that_an_organisation_owes_is_late_after_its_day():
    version, _round, member = open_draft()
    comment, organisation = commented(version, member), member.person.memberships.get().organisation
    assignment = Assignment(comment=comment, organisation=organisation, due=timezone.localdate(), seq=1)
    assignment.save()
    assert answers_overdue(secretariat_user()) == []
    Assignment.objects.update(due=timezone.localdate() - datetime.timedelta(days=1))
    [late] = answers_overdue(secretariat_user())
    assert organisation.label in late.what
    answered(version.decree)
    assert answers_overdue(secretariat_user()) == []


def test_words_to_hide_wait_for_a_second_person_and_reports_until_they_are_closed():
    version, _round, member = open_draft()
    comment, first = commented(version, member), secretariat_user()
    report = services.report_words(comment, reason="personal_data")
    hiding = services.propose_hiding(comment, reason="personal_data", note="NIK.", at_once=True, by=first)
    [waiting], [told] = hidings_to_decide(), reports_open()
    assert waiting.late
    assert "1" in told.what
    services.confirm_hiding(hiding, by=secretariat_user())
    services.close_report(report, outcome="Disembunyikan.", by=first)
    assert hidings_to_decide() == reports_open() == []


def test_meeting_that_is_called_off_or_over_is_no_work_and_todays_comes_first():
    now = timezone.now()
    meeting_page(title="Batal", status="cancelled", status_reason="Sakit")
    meeting_page(title="Ditunda", slug="b", status="postponed", status_reason="Sakit")
    meeting_page(
        title="Selesai", slug="c", starts_at=now - datetime.timedelta(days=3), ends_at=now - datetime.timedelta(days=2)
    )
    meeting_page(title="Besok", slug="d", starts_at=now + datetime.timedelta(days=1))
    midnight = timezone.localtime(now).replace(hour=23, minute=59, second=59)
    meeting_page(title="Hari ini", slug="e", starts_at=midnight)
    assert [item.title for item in meetings_coming()] == ["Hari ini", "Besok"]
    assert [item.title for item in due_items(secretariat_user())] == ["Hari ini", "Selesai", "Besok"]


@pytest.mark.parametrize(("late", "more"), [(10, []), (13, ["3 tindak lanjut terlambat lainnya"])])
def test_overdue_follow_ups_beyond_the_first_ten_are_counted(late, more):
    before = timezone.localdate() - datetime.timedelta(days=2)
    minutes_page(state=State.PUBLISHED, actions=[(f"Tugas {n}", before) for n in range(late)])
    lines = actions_overdue()
    assert [line.title for line in lines[10:]] == more
    assert len(lines[:10]) == 10
    assert {line.url for line in lines} == {reverse("minutes_actions")}
