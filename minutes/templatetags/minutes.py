"""What the editor's panel of the minutes says to this person."""

from typing import Any

from django import template
from django.db.models import QuerySet

from forum.documents.fonts import hints
from minutes import permissions
from minutes.models import Correction, MinutesPage, content
from minutes.models.states import Step
from minutes.reading import corrections
from minutes.reading.redaction import Found, open_findings_of
from minutes.text.tables import Rows, read_table

register = template.Library()


@register.simple_tag
def steps_for(user: Any, minutes: MinutesPage) -> list[Step]:
    return permissions.steps_for(user, minutes)


@register.simple_tag
def visible_corrections(user: Any, minutes: MinutesPage) -> QuerySet[Correction]:
    return permissions.visible_corrections(user, minutes)


@register.simple_tag
def progress_of(minutes: MinutesPage) -> corrections.Progress:
    return corrections.progress_of(minutes)


@register.simple_tag
def may_hide(user: Any, minutes: MinutesPage) -> bool:
    return permissions.can_hide(user, minutes)


@register.simple_tag
def may_redact(user: Any, minutes: MinutesPage) -> bool:
    return permissions.can_redact(user, minutes)


@register.simple_tag
def may_mend(user: Any, minutes: MinutesPage) -> bool:
    return permissions.can_mend(user, minutes)


@register.simple_tag
def open_findings(minutes: MinutesPage) -> list[Found]:
    return open_findings_of(minutes)


@register.simple_tag
def lost_in_print(minutes: MinutesPage) -> str:
    return hints.lost_in_print(content.text_of(minutes))


@register.filter
def table_rows(text: str) -> Rows:
    return read_table(text)
