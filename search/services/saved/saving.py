"""A search is saved, confirmed by the link from the mail, kept for another year, and ended."""

from collections.abc import Iterable
from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forum import clock
from forum.services import limits
from search.models import SavedSearch
from search.reading.finds import newest
from search.reading.followed import find_followed, newest_entry
from search.services import tasks

MAILS_PER_HOUR = 3  # to one address, about whatever searches
MOST = 20  # of one address


@transaction.atomic
def save_search(words: str, *, email: str, consent: str, facets: Iterable[str] = (), address: str = "") -> SavedSearch:
    """Ask to be told of what is new: the mail has the link that begins it (`confirm_search`).

    `address` is the query of the page of results. Raises ValidationError: nothing to look for, no address, no consent.
    """
    choices = " ".join(sorted(set(facets)))
    if not words and not choices:
        raise ValidationError(_("Type what you look for, or choose a filter."), code="empty")
    return _ask(words, choices, address, email.strip().lower(), consent)


@transaction.atomic
def follow(about: str, *, email: str, consent: str) -> SavedSearch:
    """The same for one thing: "draft:12". Raises ValidationError: nobody may know of it, no address, no consent."""
    known = find_followed(about)
    if known is None:
        raise ValidationError(_("There is nothing to follow."), code="empty")
    return _ask("", about, "", email.strip().lower(), consent)


def _ask(words: str, choices: str, address: str, email: str, consent: str) -> SavedSearch:
    """Who has it already gets back the first one, unchanged (the mail may go once more, at most once an hour), so
    nobody learns what somebody else looks for."""
    validate_email(email)
    if not consent:
        raise ValidationError(_("Without your consent we may not keep your data."), code="consent")
    own = SavedSearch.objects.filter(email=email)
    saved = own.filter(words=words, choices=choices).first() or _new(own.first(), email, words, choices, address)
    if saved.confirmed_at is None:
        if saved.is_lapsed:
            limits.forget_uses(_mail_of(saved))
        saved.consent, saved.asked_at = consent, clock.now()
        saved.full_clean()
        saved.save()
    _mail(saved)
    return saved


def _new(other: SavedSearch | None, email: str, words: str, choices: str, address: str) -> SavedSearch:
    """All of one address have one owner."""
    saved = SavedSearch(email=email, words=words, choices=choices, address=address)
    saved.owner_token = other.owner_token if other else saved.owner_token
    return saved


@transaction.atomic
def confirm_search(saved: SavedSearch) -> SavedSearch:
    """Whoever has the link from the mail begins it; later the same keeps it for another year.

    Raises ValidationError: the link is too old, there are too many of this address.
    """
    current = SavedSearch.objects.select_for_update().get(pk=saved.pk)
    if current.is_lapsed:
        raise ValidationError(_("This link is too old. Ask for another."), code="lapsed")
    if current.confirmed_at is None:
        if SavedSearch.objects.confirmed().filter(email=current.email).count() >= MOST:
            text = _("You are told of %(most)d things already. End one of them first.")
            raise ValidationError(text, code="many", params={"most": MOST})
        current.confirmed_at, current.known_until = clock.now(), newest_entry() if current.about else newest()
    current.kept_until = timezone.localdate(clock.now()) + SavedSearch.KEPT_FOR
    current.save(update_fields=["confirmed_at", "known_until", "kept_until"])
    return current


def end_search(saved: SavedSearch) -> None:
    """With all that was kept for it."""
    SavedSearch.objects.filter(pk=saved.pk).delete()


def end_searches_of(owner_token: str) -> None:
    """All of one address: one press in the mail program."""
    SavedSearch.objects.filter(owner_token=owner_token).delete()


def _mail_of(saved: SavedSearch) -> str:
    return f"saved-search-mail:{saved.pk}"


def _mail(saved: SavedSearch) -> None:
    to_address = f"saved-search-mail-to:{saved.email}"
    if limits.count_use(_mail_of(saved), most=1) and limits.count_use(to_address, most=MAILS_PER_HOUR):
        transaction.on_commit(partial(tasks.mail_saved_search.enqueue, saved.pk))
