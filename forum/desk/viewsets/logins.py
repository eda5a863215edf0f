"""Logins, as administrators see them. Nobody chooses a password for somebody else; who knows it speaks for them."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from forum.forms.fields import LineField

# With `WAGTAILUSERS_PASSWORD_ENABLED` off, Wagtail's forms have no password.
CHOOSES_ALONE = _(
    "The password is theirs alone: “Forgotten password” on the page for signing in mails a link to choose one."
)


class DutiesOnly(ModelForm):
    """Many people have one name. Groups of organisations and sectors follow from memberships, so they are not offered
    and stay as they are."""

    first_name = LineField(label=UserEditForm.base_fields["first_name"].label)
    last_name = LineField(label=UserEditForm.base_fields["last_name"].label, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = CHOOSES_ALONE
        if "groups" in self.fields:
            self.fields["groups"].queryset = Group.objects.filter(organisation=None, sector=None)  # type: ignore[attr-defined]

    def clean_groups(self) -> Iterable[Group]:
        held = self.instance.groups.exclude(organisation=None, sector=None) if self.instance.pk else ()
        return [*self.cleaned_data["groups"], *held]


class NewLoginForm(DutiesOnly, UserCreationForm):
    def save(self, commit: bool = True) -> Any:
        self.instance.set_unusable_password()
        return super().save(commit=commit)

    class Meta(UserCreationForm.Meta):
        pass


class LoginForm(DutiesOnly, UserEditForm):
    class Meta(UserEditForm.Meta):
        pass


class LoginViewSet(UserViewSet):
    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return LoginForm if for_update else NewLoginForm
