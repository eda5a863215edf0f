"""The secret address of one's own calendar."""

from django.db import transaction

from forum import clock, events, ledger
from forum.audiences import SECRETARIAT
from forum.models import CalendarAddress, User
from forum.models.meetings.subscriptions import new_address


@transaction.atomic
def renew_calendar_address(*, by: User) -> CalendarAddress:
    """Make one, or another one: the old one is gone at once. Only ever one's own."""
    fresh = {"token": new_address(), "made_at": clock.now()}
    address, _made = CalendarAddress.objects.update_or_create(user=by, defaults=fresh)
    ledger.append(events.CALENDAR_ADDRESS_RENEWED, target=by, by=by, audience=SECRETARIAT)
    return address
