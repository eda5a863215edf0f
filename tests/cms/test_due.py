"""The editors' home tells each reader of what they may read, and of nothing else."""

import pytest

from cms.due import comments_to_answer
from tests.factories import commented, open_draft, secretariat_user

pytestmark = pytest.mark.django_db


def test_what_an_organisation_keeps_to_itself_is_not_even_counted():
    version, _round, member = open_draft()
    secretariat = secretariat_user()
    commented(version, member, audience=f"organisation:{member.person.memberships.get().organisation_id}")
    assert comments_to_answer(secretariat) == []
    commented(version, member)
    assert "1" in comments_to_answer(secretariat)[0].what
