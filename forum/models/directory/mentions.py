"""“@KPI” in what somebody writes: the organisation by its short name, or by the name in its address."""

import re
from functools import reduce
from operator import or_

from django.db.models import Q

from forum.models.directory.people import Organisation

MENTION = re.compile(r"(?<![\w@./])@(\w+(?:[.-]\w+)*)")
MOST = 10  # in one text: a list of everybody is no mention


def mentioned_in(text: str) -> list[Organisation]:
    """Each once, in the order of their names; those that stand today."""
    names = list(dict.fromkeys(name.casefold() for name in MENTION.findall(text)))[:MOST]
    if not names:
        return []
    wanted = reduce(or_, (Q(short_name__iexact=name) | Q(slug=name) for name in names))
    return list(Organisation.objects.standing().filter(wanted).order_by("name"))
