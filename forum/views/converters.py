"""Numbers and keys in addresses: nothing that a database cannot hold, so that such a one is simply not found."""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter


class IdConverter(IntConverter):
    regex = "[0-9]{1,18}"


class KeyConverter(StringConverter):
    """As `secrets.token_urlsafe` makes them."""

    regex = "[A-Za-z0-9_-]{1,64}"


register_converter(IdConverter, "id")
register_converter(KeyConverter, "key")
