"""What the editor of an agenda offers."""

from typing import Any

from django.utils.translation import gettext as _

from forum.models import Organisation


def editor() -> dict[str, Any]:
    return {
        "organisations": [[one.pk, one.label] for one in Organisation.objects.order_by("name")],
        "words": {
            "total": _("All together: %s"),
            "over": _("%s longer than planned"),
            "within": _("%s left until the planned end"),
            "minutes": _("%s minutes"),
        },
    }
