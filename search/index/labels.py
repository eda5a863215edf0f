"""How facets are called that the search itself does not know: each app says it of its own."""

from django.utils.functional import Promise

STATUS_LABELS: dict[str, str | Promise] = {}
DECISION_LABELS: dict[str, str | Promise] = {}
