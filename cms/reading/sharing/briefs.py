"""What a public page is, in a few words and in the language of the office: the same for everybody."""

from dataclasses import asdict, dataclass
from functools import singledispatch

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from cms.models import HomePage, StandardPage
from decrees.models import DecreePage
from forum.documents.spelling import full_date, when_of
from forum.ledger import digest_of
from forum.models import ForumSettings, InvitationPage, MeetingPage, RecordedPage
from forum.models.memory import remembered
from forum.models.querysets import is_closed, restrictions
from forum.models.typed import clean_line
from minutes.models import MinutesPage
from minutes.models.shown import shown_of

MOST_CHARACTERS = 200  # what follows is cut off by those who show it
DIGEST = 12


@dataclass(frozen=True, slots=True)
class Brief:
    """`kind` "Draft decree", `state` "Open for comments until …", `about` a sentence or two; each but `title` may be
    empty."""

    title: str
    kind: str = ""
    state: str = ""
    about: str = ""

    @property
    def digest(self) -> str:
        """Of what the picture shows: other words, another address."""
        return digest_of([self.title, self.kind, self.state])[:DIGEST]

    @property
    def description(self) -> str:
        """One line: where it stands, then what it is."""
        said = [one.rstrip(".") for one in (self.kind, self.state) if one]
        return Truncator(". ".join([*said, self.about]).strip(" .")).chars(MOST_CHARACTERS)


def is_for_everybody(page: Page) -> bool:
    """Anybody may read it: only then has it a picture, which is asked for without a session."""
    everybody = AnonymousUser()
    is_of_ours = isinstance(page, RecordedPage)
    return bool(page.live and is_of_ours and page.may_be_seen_by(everybody) and not is_closed(page, restrictions()))


def brief_of(page: Page, names: ForumSettings) -> Brief:
    return remembered(("brief", page.pk), lambda: _in_words_of_the_office(page, names))


def brief_of_part(page: Page, part: str, about: str = "") -> Brief:
    """Of a clause, a list of versions: a page of its own below this one."""
    return _cleaned(Brief(f"{part}: {page.title}", about=about or getattr(page, "summary", "")))


def _in_words_of_the_office(page: Page, names: ForumSettings) -> Brief:
    with override(settings.LANGUAGE_CODE):
        return _cleaned(_brief(page, names))


def _cleaned(brief: Brief) -> Brief:
    said = {name: clean_line(words) for name, words in asdict(brief).items()}
    return Brief(**{**said, "kind": capfirst(said["kind"])})


@singledispatch
def _brief(page: Page, names: ForumSettings) -> Brief:
    return Brief(page.title, about=page.search_description or getattr(page, "intro", ""))


@_brief.register
def _text(page: StandardPage, names: ForumSettings) -> Brief:
    return Brief(page.title, about=page.search_description or strip_tags(page.body.replace("><", "> <")))


@_brief.register
def _home(page: HomePage, names: ForumSettings) -> Brief:
    return Brief(names.forum_name, kind=names.region, about=page.intro)


@_brief.register
def _meeting(page: MeetingPage, names: ForumSettings) -> Brief:
    state = page.get_status_display() if page.is_unusual else ""
    return Brief(page.title, page.get_kind_display(), _joined(capfirst(state), when_of(page)), page.summary)


@_brief.register
def _invitation(page: InvitationPage, names: ForumSettings) -> Brief:
    # An open invitation may be to a meeting that only those invited may know of.
    meeting = page.meeting if page.meeting and is_for_everybody(page.meeting) else None
    until = _("Answer by %s") % full_date(page.closes_at) if page.closes_at and not page.is_closed else ""
    kind = _("Open invitation") if page.is_open else _("Invitation")
    return Brief(page.title, kind, _joined(when_of(meeting) if meeting else "", until))


@_brief.register
def _minutes(page: MinutesPage, names: ForumSettings) -> Brief:
    meeting = shown_of(page).meeting
    return Brief(page.title, page.get_kind_display(), when_of(meeting), meeting.summary)


@_brief.register
def _decree(page: DecreePage, names: ForumSettings) -> Brief:
    newest, open_round = page.newest, page.open_round()
    kind = _("Draft decree")
    if newest:
        told = {"number": newest.number, "date": date_format(newest.circulated_at, "j F Y")}
        kind = _("Draft decree, version %(number)s of %(date)s") % told
    until = _("Open for comments until %s") % full_date(open_round.closes_at) if open_round else ""
    return Brief(page.title, kind, until, page.summary)


def _joined(*said: str) -> str:
    return " · ".join(one for one in said if one)
