"""The menu *Forum*."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from forum.desk.viewsets.mails import SentMailViewSet
from forum.desk.viewsets.organisations import (
    InviteeListViewSet,
    OrganisationKindViewSet,
    OrganisationViewSet,
    SectorViewSet,
)
from forum.desk.viewsets.outside import OutsideSystemViewSet
from forum.desk.viewsets.people import MembershipViewSet, PersonViewSet, PostViewSet
from forum.desk.viewsets.teams import TeamViewSet, WitnessViewSet


class ForumGroup(ModelViewSetGroup):
    menu_label = _("Forum")
    menu_icon = "group"
    menu_order = 150
    items = (
        OrganisationViewSet,
        PersonViewSet,
        MembershipViewSet,
        PostViewSet,
        TeamViewSet,
        SectorViewSet,
        OrganisationKindViewSet,
        InviteeListViewSet,
        OutsideSystemViewSet,
        SentMailViewSet,
        WitnessViewSet,
    )
