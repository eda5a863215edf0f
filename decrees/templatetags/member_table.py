"""Tables of members in templates, with whom their rows mean."""

from django import template
from django.utils.safestring import SafeString

from decrees.models import DecreePage
from decrees.reading.layout import Place
from decrees.reading.page import Reading
from forum.reading.parts import drawn

register = template.Library()


@register.simple_tag
def member_table(roster: Place, annex: Place, page: DecreePage, reading: Reading) -> SafeString:
    version = reading.version
    seats = version.member_links if version else {}
    rows = [
        {"clause": row.clause, "number": row.number, "cells": row.cells, "seat": seats.get(row.clause.id)}
        for row in roster.places
    ]
    values = {
        "clause": {"id": roster.clause.id, "text": roster.clause.text},
        "number": roster.number,
        "has_notes": roster.has_notes,
        "annex": annex.clause.label,
        "rows": rows,
        "page": {"pk": page.pk},
        "reading": {"may_comment": reading.may_comment, "version": {"number": version.number if version else None}},
    }
    return drawn("decrees/text/members.html", values)
