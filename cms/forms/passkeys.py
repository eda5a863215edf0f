"""Passkeys: what a browser answers with is read with care, and each has a name in the reader's language.

The answer is JSON that anybody can make up. allauth hands it to a library that names only some of the ways in which it
can be wrong; in every other way, too, it is no key, and no fault of the site.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as allauth
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _
from fido2.attestation.base import InvalidData
from fido2.attestation.base import InvalidSignature as InvalidAttestation

from forum.forms.fields import LineField

UNREADABLE = (
    ArithmeticError,
    AttributeError,
    InvalidAttestation,
    InvalidData,
    InvalidSignature,
    LookupError,
    RecursionError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    struct.error,
)
LONGEST_NAME = 100


@contextmanager
def _no_key_if_unreadable() -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise get_adapter().validation_error("incorrect_code") from error


class CredentialField(forms.JSONField):
    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """An object: of `0` allauth would keep a key without asking, which then no page could show."""
        with _no_key_if_unreadable():
            answer = super().to_python(value)
        if answer is not None and not isinstance(answer, dict):
            raise get_adapter().validation_error("incorrect_code")
        return answer

    def bound_data(self, data: Any, initial: Any) -> Any:
        """It is good for one time: the form that is shown again begins with none."""
        return InvalidJSONInput("")


class NameField(LineField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("What you call it"),
            max_length=LONGEST_NAME,
            help_text=_("For you alone, to know it again: “my telephone”, “office computer”."),
            **options,
        )


class AddPasskeyForm(allauth.AddWebAuthnForm):
    name = NameField(required=False)
    credential = CredentialField()

    def clean(self) -> dict[str, Any]:
        with _no_key_if_unreadable():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class RenamePasskeyForm(allauth.EditWebAuthnForm):
    name = NameField()


class _Answer(allauth.AuthenticateWebAuthnForm):
    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        with _no_key_if_unreadable():
            return super().clean_credential()


class PasskeyForm(_Answer):
    """Behind the password."""


class PasskeyLoginForm(_Answer, allauth.LoginWebAuthnForm):
    """In place of the password."""


class PasskeyAgainForm(_Answer, allauth.ReauthenticateWebAuthnForm):
    """Before what is grave."""
