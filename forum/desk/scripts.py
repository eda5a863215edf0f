"""The scripts of the admin's forms, with what they say and ask."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def date_fields() -> SafeString:
    address = reverse("forum_date_readings")
    return format_html('<script src="{}" data-address="{}"></script>', static("js/desk/dates.js"), address)


def kept_words() -> SafeString:
    """The page says whose words they are: templates/wagtailadmin/base.html."""
    words = {
        "ended": _("Your session has ended. What you typed is kept on this device."),
        "other": _("Somebody else has signed in in this browser. What you typed is kept on this device for you."),
        "login": _("Sign in (opens a new tab)"),
        "offer": _(
            "What you typed here on %s had not reached the server. Taken back, it is saved as a new draft; the draft "
            "before it stays in the history."
        ),
        "back": _("Take it back"),
        "discard": _("Discard it"),
        "sure": _("Discard what you typed? It is nowhere else."),
    }
    told = {
        "session": reverse("forum_session"),
        "login": f"{reverse('account_login')}?next={reverse('wagtailadmin_home')}",
        "home": reverse("wagtailadmin_home"),
        "words": words,
    }
    return json_script(told, "desk-kept") + _scripts("desk/kept")


def page_editor() -> SafeString:
    deleted = json_script({"deleted": _("Deleted:"), "back": _("Take it back")}, "desk-deleted")
    return deleted + _scripts("desk/deleted", "desk/unfinished", "tables", "desk/word")


def _scripts(*names: str) -> SafeString:
    return format_html_join("", '<script src="{}"></script>', ((static(f"js/{name}.js"),) for name in names))
