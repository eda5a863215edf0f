"""Whether the link of a guest still opens the circulated text, and if not, why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models.invitations import key_of
from minutes.models import Correction, GuestLink, MinutesPage, PresentGuest, Reopening
from minutes.models.states import State
from minutes.reading.redaction import in_force

MOST = 20  # objections of one guest to one edition


class GuestHindrance(models.TextChoices):
    NOT_YOURS = "not_yours", _("The address that this link was sent to is no longer that of a guest of this meeting.")
    REOPENED = "reopened", _("These minutes were opened again. If they are circulated again you get another link.")
    APPROVED = "approved", _("The minutes are approved. Everybody can read them as soon as they are published.")
    PUBLISHED = "published", _("The minutes are published: everybody can read them.")


def guest_link_of(token: str) -> GuestLink | None:
    links = GuestLink.objects.select_related("guest__minutes", "guest__presence", "circulation")
    return links.filter(key=key_of(token)).first()


def hindrance_of(link: GuestLink, minutes: MinutesPage) -> GuestHindrance | None:
    """Why it does not open the text; None: it does. Objections are settled apart from that: until the deadline."""
    guest = link.guest
    if guest.dropped_at or not link.address or link.address != guest.address:
        return GuestHindrance.NOT_YOURS
    if Reopening.objects.filter(minutes=minutes, made_at__gte=link.made_at).exists():
        return GuestHindrance.REOPENED
    if minutes.state == State.CIRCULATED and link.circulation.edition == minutes.edition + 1:
        return None
    if minutes.state == State.APPROVED:
        return GuestHindrance.APPROVED
    published = minutes.state == State.PUBLISHED and link.circulation.edition <= minutes.edition
    return GuestHindrance.PUBLISHED if published else GuestHindrance.REOPENED


def text_for_guests(minutes: MinutesPage) -> MinutesPage:
    """What was circulated, as the next edition will be public: what is blacked out there is so here."""
    text: MinutesPage = minutes.circulated_revision.as_object()
    return as_public(text, minutes)


def as_public(text: MinutesPage, minutes: MinutesPage) -> MinutesPage:
    is_public = minutes.state == State.PUBLISHED
    text.blackouts = in_force(minutes, minutes.edition if is_public else minutes.edition + 1)
    return text


def corrections_by(guest: PresentGuest, edition: int) -> list[Correction]:
    """Their own, as they may read what became of them."""
    found = Correction.objects.filter(by_guest__guest=guest, passage__edition=edition)
    return list(found.select_related("passage", "minutes").prefetch_related("steps").order_by("pk"))
