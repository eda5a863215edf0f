"""Numbers of letters by the forum's own pattern: in order, each once, without a gap."""

import datetime

from django.db import transaction
from django.db.models import Max

from forum import clock
from forum.models import ForumSettings, InvitationPage, LetterNumber

MONTHS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


@transaction.atomic
def number_letter(invitation: InvitationPage) -> None:
    """Give a letter that has no number the next one, with today's date if it has none. Without a pattern, nothing."""
    if invitation.number.strip():
        return
    # Whoever numbers another letter waits here, until this one is published or nothing of it happened.
    local = ForumSettings.objects.select_for_update().first()
    if local is None or not local.letter_number_pattern:
        return
    day = invitation.letter_date or clock.today()
    place = _place_of(invitation, day.year, local.first_letter_number)
    invitation.number, invitation.letter_date = spelled(local.letter_number_pattern, place.number, day), day
    InvitationPage.objects.filter(pk=invitation.pk).update(number=invitation.number, letter_date=day)


def _place_of(invitation: InvitationPage, year: int, first: int) -> LetterNumber:
    given = LetterNumber.objects.filter(invitation=invitation).first()
    if given:
        return given
    last = LetterNumber.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    number = first if last is None else last + 1
    return LetterNumber.objects.create(invitation=invitation, year=year, number=number)


def spelled(pattern: str, number: int, day: datetime.date) -> str:
    """`005/{urut}/412.215/{tahun}`: 005/17/412.215/2027."""
    parts = {"{urut}": str(number), "{bulan}": MONTHS[day.month - 1], "{tahun}": str(day.year)}
    for name, value in parts.items():
        pattern = pattern.replace(name, value)
    return pattern
