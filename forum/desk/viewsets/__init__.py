"""The forum's records in the admin: one menu group, open to whoever may manage the forum; services do the changes."""

from forum.desk.viewsets.base import RecordViewSet
from forum.desk.viewsets.group import ForumGroup
from forum.desk.viewsets.organisations import organisation_chooser
from forum.desk.viewsets.people import person_chooser, post_chooser

__all__ = ["ForumGroup", "RecordViewSet", "organisation_chooser", "person_chooser", "post_chooser"]
