"""How the forum's records are listed, edited and deleted: services do the changes."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.functional import cached_property
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.permission_policies.base import BasePermissionPolicy

from forum import permissions, services
from forum.models import User


class ForumPolicy(BasePermissionPolicy):
    """Wagtail asks here; the answer is the forum's own."""

    def __init__(
        self, model: type[models.Model], actions: tuple[str, ...] = ("add", "change", "delete", "view")
    ) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in self.actions and permissions.can_manage_forum(user)

    def users_with_any_permission(self, actions: Any) -> models.QuerySet[User]:
        return User.objects.filter(is_superuser=True)


class CreateView(generic.CreateView):
    def save_instance(self) -> models.Model:
        record = services.save_record(self.form, by=self.request.user)
        log(instance=record, action="wagtail.create", content_changed=True)
        return record


class EditView(generic.EditView):
    def save_instance(self) -> models.Model:
        record = services.save_record(self.form, by=self.request.user)
        self.has_content_changes = self.form.has_changed()
        log(instance=record, action="wagtail.edit", content_changed=self.has_content_changes)
        return record


class DeleteView(generic.DeleteView):
    @transaction.atomic
    def delete_action(self) -> None:
        """Refused too if what would go along (an organisation's posts) is named by what stays."""
        log(instance=self.object, action="wagtail.delete")
        try:
            services.delete_record(self.object, by=self.request.user)
        except models.ProtectedError as error:
            raise PermissionDenied from error


class RecordViewSet(ModelViewSet):
    add_view_class: ClassVar[Any] = CreateView
    edit_view_class: ClassVar[Any] = EditView
    delete_view_class: ClassVar[Any] = DeleteView
    copy_view_enabled = False
    list_per_page = 50
    # Drag and drop would change records past the services; the order is a field of the form.
    sort_order_field = None

    @cached_property
    def permission_policy(self) -> BasePermissionPolicy:
        return ForumPolicy(self.model)
