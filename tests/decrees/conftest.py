"""What tests of drafts share."""

import pytest

from tests.factories import OrganisationFactory, circulated, member_of, open_draft, opened, secretariat_user


@pytest.fixture
def two():
    """A draft in a round between BI and KPI: (version, round, somebody of BI, somebody of KPI)."""
    bi, kpi = OrganisationFactory(short_name="BI"), OrganisationFactory(short_name="KPI")
    version = circulated()
    return version, opened(version, bi, kpi), member_of(bi), member_of(kpi)


@pytest.fixture
def staff():
    return secretariat_user()


@pytest.fixture
def draft():
    """A version under comment and a member who may propose: (version, member)."""
    version, _round, member = open_draft()
    return version, member
