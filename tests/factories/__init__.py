"""Objects for tests, made as services would leave them."""

from tests.factories.forum import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    RegistrationFactory,
    SectorFactory,
    TeamFactory,
    UserFactory,
    index_page,
    invitation_page,
    meeting_page,
    member_of,
    secretariat_user,
)

__all__ = [
    "MembershipFactory",
    "OrganisationFactory",
    "PersonFactory",
    "PostFactory",
    "RegistrationFactory",
    "SectorFactory",
    "TeamFactory",
    "UserFactory",
    "index_page",
    "invitation_page",
    "meeting_page",
    "member_of",
    "secretariat_user",
]
