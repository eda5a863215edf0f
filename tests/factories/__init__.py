"""Objects for tests, made as services would leave them."""

from tests.factories.forum import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    SectorFactory,
    UserFactory,
    member_of,
    secretariat_user,
)

__all__ = [
    "MembershipFactory",
    "OrganisationFactory",
    "PersonFactory",
    "PostFactory",
    "SectorFactory",
    "UserFactory",
    "member_of",
    "secretariat_user",
]
