"""The editors' home tells each reader of what they may read, and of nothing else."""

import datetime

import pytest
from django.utils import timezone

from cms.reading.due import answers_overdue, comments_to_answer
from decrees.models import Assignment
from tests.factories import answered, commented, open_draft, secretariat_user

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
