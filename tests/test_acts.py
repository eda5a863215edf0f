"""No act without an entry that says who: every address of the editors' rooms, knocked at with a form filled in.

The forms are those that the addresses show, with each of their buttons; an address without one gets a few words.
What comes of it: nothing, or an entry in the ledger with the login that did it. Each knock is undone before the next.
"""

import json
import re
from collections import defaultdict

import lxml.html
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver
from wagtail.admin.views.bulk_action.registry import bulk_action_registry as registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, PageViewRestriction, Site, Task, Workflow

from cms.models import StandardPage
from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from decrees.models import Term
from forum.models import ForumSettings, LedgerEntry, Membership, OutsideSystem, Sector, Witness
from forum.services import propose_item, publish_page
from tests.databases import undone
from tests.factories import (
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    TeamFactory,
    UserFactory,
    commented,
    invitation_page,
    meeting_page,
    member_of,
    minutes_page,
    open_draft,
)

pytestmark = [pytest.mark.django_db, pytest.mark.long]

# What a fingerprint of the database leaves out, and why.
TECHNICAL = {
    "cms_access": "who looked: it changes nothing (`cms/middleware/accesses.py`)",
    "forum_broughtrow": "rows on their way from a file: each that is taken is told",
    "forum_broughttable": "rows on their way from a file: each that is taken is told",
    "django_session": "who is signed in",
    "django_tasks_database_dbtaskresult": "letters on their way: told when they are sent",
    "forum_entrypage": "the ledger itself",
    "forum_entryreason": "the ledger itself",
    "forum_ledgerentry": "the ledger itself",
    "forum_ledgerhead": "the ledger itself",
    "minutes_readercount": "how often minutes were read: it changes nothing (`minutes/services/readers.py`)",
    "taggit_tag": "the word alone; what bears it is told",
    "wagtailadmin_editingsession": "who has an editor open",
    "wagtailadmin_formstate": "what an editor shows in a preview",
    "wagtailcore_modellogentry": "Wagtail's own log, beside the ledger",
    "wagtailcore_pagelogentry": "Wagtail's own log, beside the ledger",
    "wagtailcore_pagesubscription": "who is mailed about an editors' remark",
    "wagtailcore_referenceindex": "an index, made anew from pages",
    "wagtailcore_revision": "drafts: what becomes of them is told",
    "wagtailcore_taskstate": "how far a draft's check has come",
    "wagtailcore_uploadedfile": "half an upload: no file of the house before it has a title",
    "wagtailcore_workflowstate": "how far a draft's check has come",
    "wagtailimages_rendition": "a smaller copy of a picture",
    "wagtailsearch_indexentry": "an index, made anew from pages",
    "wagtailusers_userprofile": "how a login likes its editors' rooms",
}
# Of a page that was published once: what is said of its draft, and how many pages stand below it.
OF_DRAFTS = {"draft_title", "has_unpublished_changes", "latest_revision_created_at", "latest_revision_id", "numchild"}
OF_DRAFTS |= {"locked", "locked_at", "locked_by_id", "go_live_at"}
# A row that belongs to a page that was never published is part of a draft.
PAGE_KEYS = {"page_ptr_id", "meeting_id", "invitation_id", "minutes_id"}

# The walk gets somewhere: these acts at least are done by it.
HEARD = {
    "page.restricted", "page.withdrawn", "page.moved", "page.deleted", "meeting.withdrawn", "meeting.changed",
    "invitation.withdrawn", "minutes.withdrawn", "decree.withdrawn", "file.added", "file.changed", "file.replaced",
    "file.removed", "settings.changed", "site.changed", "login.made", "login.changed", "login.removed", "duty.given",
    "duty.changed", "duty.removed", "record.saved", "record.deleted", "membership.started", "login.invited",
    "proposal.declined",
}  # fmt: skip

EVERY_PAGE = re.compile(r"pages/<[^>]+>/(edit/$|delete|unpublish|privacy|copy|move/<)|halaman")
NOT_KNOCKED = re.compile(r"admin/(login|logout|password_reset|failwhale|bulk)|\.\*")
FILL = {
    "text": "kata",
    "email": "surat@contoh.id",
    "number": "1",
    "url": "https://contoh.id/",
    "password": "Rahasia-91!",
}
# A few fields mean a day, a key or a mark that a longer value would break.
AS_IT_IS = re.compile(r"slug|pattern|date|_at\b|until|tags|time|TOTAL|ORDER|comments-|_key|due|_on$")
# Texts in blocks are put into the form by a script; here they are empty.
STREAMS = {"body-count": "0", "discussion-count": "0"}
TICKED = {"groups", "organisations", "comments"}


@pytest.fixture
def house():
    return House()


class House:
    """Something of everything, made by the services as people would."""

    def __init__(self):
        home = prepare_site()
        self.secretariat = member_of(OrganisationFactory(name="Dinas"), is_staff=True)
        self.secretariat.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
        self.people = [UserFactory(is_superuser=True, is_staff=True), self.secretariat]
        self.bi = OrganisationFactory(name="BI", is_forum_member=True)
        self.settings = ForumSettings.objects.create(
            site=Site.objects.get(), secretariat=self.secretariat.person.memberships.get().organisation
        )
        self.document = Document(title="Berkas", file=ContentFile(b"x", "berkas.txt"))
        self.image = Image(title="Gambar", file=get_test_image_file())
        self.document._set_document_file_metadata()
        self.image._set_image_file_metadata()
        self.document.save()
        self.image.save()
        self.pages = self.published(home)
        self.keys = self.keys_by_route(home)
        self.named = self.values_by_name(home)
        self.chosen = {
            **dict.fromkeys(["chooser", "new_parent_page", "root_page", "page", "redirect_page"], home.pk),
            "confirm_site_name": "Mufakat",
            "restriction_type": "login",
            "new_slug": "salinan",
            "hostname": "baru.contoh.id",
            "organisation": self.bi.pk,
            "role": Group.objects.get(name="Tugas").pk,
            "person": self.secretariat.person.pk,
            "slug": "baru",
            "tags": "kata",
            "start_date": "01-12-2025",
            "end_date": "01-12-2027",
            "public_key": "",
            "mark_as_active": "False",
            "locale": Locale.get_default().pk,
        }

    def published(self, home):
        meeting = meeting_page(host=self.bi, slug="satu", title="Rapat satu")
        pages = [meeting, invitation_page(parent=meeting, to=[self.bi], slug="undangan")]
        pages += [home.add_child(instance=StandardPage(title=name, slug=name)) for name in ("tentang", "kedua")]
        for page in pages:
            publish_page(page, by=self.secretariat)
        PageViewRestriction.objects.create(page=pages[-1], restriction_type="login")
        minutes = minutes_page(meeting=meeting, present=[self.bi], state="published", by=self.secretariat)
        self.writing = minutes_page(meeting=meeting_page(host=self.bi, slug="dua"), present=[self.bi])
        by = member_of(self.bi)
        self.proposal = propose_item(meeting, organisation=self.bi, title="Data", reason="Belum lengkap.", by=by)
        self.version, self.round, member = open_draft()
        self.comment = commented(self.version, member)
        draft = home.add_child(instance=StandardPage(title="Naskah", slug="naskah", live=False))
        return [*pages, minutes, draft, self.version.decree]

    def keys_by_route(self, home):
        """The first that fits an address gives its key."""
        login, group = UserFactory(), Group.objects.create(name="Tugas")
        login.groups.add(group)
        found = {
            "rancangan": self.version.decree,
            "orang": PersonFactory(user=None, email="orang@contoh.id"),
            "forum/usulan": self.proposal,
            "undangan": self.pages[1],
            "minutes": self.writing,
            "redirects": Redirect.objects.create(old_path="/lama", redirect_page=home),
            "collections": Collection.get_first_root_node().add_child(name="Map"),
            "documents": self.document,
            "images": self.image,
            "sites": Site.objects.create(hostname="lain.contoh.id", root_page=home),
            "users": login,
            "groups": group,
            "task": Task.objects.first(),
            "workflows/remove": self.pages[2],
            "workflows": Workflow.objects.first(),
            "decree_terms": Term.objects.first(),
            "outsidesystem": OutsideSystem.objects.first(),
            "organisation": OrganisationFactory(),
            "person": PersonFactory(),
            "membership": Membership.objects.first(),
            "admin/post": PostFactory(),
            "team": TeamFactory(),
            "sector": Sector.objects.create(name="Lain", slug="lain"),
            "witness": Witness.objects.create(name="Saksi"),
            "settings": self.settings.site,
            "": self.pages[0],
        }
        return {part: thing.pk for part, thing in found.items()}

    def values_by_name(self, home):
        return {
            "app_label": "wagtailcore",
            "model_name": "groupapprovaltask",
            "content_type_app_name": "cms",
            "content_type_model_name": "standardpage",
            "app_name": "forum",
            "round_pk": self.round.pk,
            "comment_pk": self.comment.pk,
            "destination_id": home.pk,
            "parent_page_id": home.pk,
            "revision_id": self.pages[0].latest_revision_id,
            "workflow_pk": Workflow.objects.first().pk,
            "step": "circulate",
            "kind": "organisasi",
        }

    def addresses(self):
        for route in _routes(get_resolver().url_patterns):
            if NOT_KNOCKED.search(route):
                continue
            if EVERY_PAGE.search(route):
                yield from (self.filled(route, page.pk) for page in self.pages)
            else:
                yield self.filled(route, next(key for part, key in self.keys.items() if part in route))
        yield from (f"/admin/minutes/{self.pages[4].pk}/{step}/" for step in ("reopen", "publish", "approve"))
        yield from self.bulk_addresses()

    def filled(self, route, key):
        named = {**self.named, "model_name": "forumsettings"} if "settings" in route else self.named
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(named.get(match[1], key)), route)
        return "/" + path.replace("^", "").replace("$", "")

    def bulk_addresses(self):
        """Those that the listings offer."""
        registry._scan_for_bulk_actions()
        keys = {"page": self.pages, "document": [self.document], "image": [self.image]}
        for app, models in registry.actions.items():
            for model, actions in models.items():
                some = [one.pk for one in keys.get(model, [])] or [self.keys["users"]]
                yield from (f"/admin/bulk/{app}/{model}/{action}/?id={key}" for action in actions for key in some)


def _routes(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, route)
        elif route.startswith("admin/"):
            yield route


# --- forms


def bodies(house, client, url):
    """What could be sent with each button of each form that the address shows; nothing where it takes nothing."""
    with undone():
        response = client.options(url)
        allowed = response.headers.get("Allow", "POST")
        if "POST" not in allowed:
            return []
        if "GET" in allowed:  # a class; a function has shown already what it has to show
            response = client.get(url)
    content = response.content.decode(errors="replace")
    if "json" in response.headers.get("Content-Type", ""):
        shown = json.loads(content)
        content = (shown.get("html") or "") if isinstance(shown, dict) else ""
    if "<form" not in content:
        return [usual(house)]
    forms = [form for form in lxml.html.fromstring(content).iter("form") if form.get("method", "").lower() == "post"]
    own = [form for form in forms if form.get("action", "").partition("?")[0] in ("", url.partition("?")[0])]
    return [body for form in own for body in _filled(house, form, url)] or [usual(house)]


def usual(house):
    """For an address that shows no form."""
    upload = {"title": "Judul", "collection": 1}
    files = {f"{kind}-{one.pk}": upload for kind, one in (("doc", house.document), ("image", house.image))}
    named = {f"{prefix}-{name}": value for prefix, given in files.items() for name, value in given.items()}
    for kind in ("document", "image"):
        prefix = f"{kind}-chooser-upload"
        named |= {f"{prefix}-title": "Judul", f"{prefix}-collection": 1, f"{prefix}-file": [_upload(kind)]}
    return {**named, "comment": "kata"}


def _filled(house, form, url):
    data, buttons = defaultdict(list), []
    for field in form.iter("input", "textarea", "select", "button"):
        name, kind = field.get("name"), field.get("type", "text").lower()
        if not name or name == "csrfmiddlewaretoken" or "__prefix__" in name:
            continue
        if field.tag == "button" or kind == "submit":
            buttons.append({name: field.get("value", "1")})
        elif name in house.chosen and not (name == "slug" and field.get("value")):
            data[name] = [house.chosen[name]]
        elif (value := _value(field, kind, name, url)) is not None:
            data[name] = [value] if kind == "radio" else [*data[name], value]
    return [{**STREAMS, **data, **button} for button in buttons or [{}]]


def _value(field, kind, name, url):
    """What somebody would type, tick or choose; None: nothing."""
    value = field.get("value", "")
    if field.tag == "select":
        return _option(field)
    if field.tag == "textarea":
        words = field.text_content().strip()
        return words if words.startswith("{") else f"{words} kata".strip()  # rich text is JSON
    if kind == "checkbox":
        return (value or "on") if field.get("checked") is not None or name in TICKED else None
    if kind == "file":
        return _upload(url)
    if kind in ("radio", "hidden"):
        return value
    if kind == "password" or not (value or AS_IT_IS.search(name)):
        return FILL.get(kind, "kata")
    return value if kind != "text" or AS_IT_IS.search(name) else f"{value}x"


def _option(field):
    options = [one for one in field.iter("option") if one.get("value")]
    chosen = [one for one in options if one.get("selected") is not None]
    return (chosen or options)[0].get("value") if options else None


def _upload(url):
    if "image" in url or "account" in url:
        return SimpleUploadedFile("baru.png", get_test_image_file().file.getvalue(), "image/png")
    return SimpleUploadedFile("baru.txt", b"baru", "text/plain")


# --- what comes of it


class Tables:
    """All rows that mean something, as text, by table."""

    def __init__(self):
        found = connection.introspection.table_names()
        self.names = {one for one in found if one not in TECHNICAL and not one.startswith("wagtailsearch_")}
        self.before = self.read(self.names)

    def read(self, names):
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM wagtailcore_page WHERE NOT live AND first_published_at IS NULL")
            drafts = {key for (key,) in cursor.fetchall()}
            return {name: self._rows(cursor, name, drafts) for name in names}

    @staticmethod
    def _rows(cursor, table, drafts):
        cursor.execute(f"SELECT * FROM {table}")
        columns = [column[0] for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
        own = PAGE_KEYS | ({"id"} if table == "wagtailcore_page" else set())
        of_record = (row for row in rows if not any(row[key] in drafts for key in own & row.keys()))
        return sorted(repr([value for name, value in row.items() if name not in OF_DRAFTS]) for row in of_record)

    def changed(self, written):
        names = written & self.names
        after = self.read(names)
        return sorted(name for name in names if after[name] != self.before[name])


WRITES = re.compile(r'(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "?(\w+)')


def signed_in(user):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    client.session_key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return client


def knock(client, url, body):
    """The tables that it wrote to."""
    written = set()

    def watch(execute, sql, *rest):
        written.update(match[1] for match in [WRITES.match(sql)] if match)
        return execute(sql, *rest)

    for file in (one for value in body.values() if isinstance(value, list) for one in value):
        if isinstance(file, SimpleUploadedFile):
            file.seek(0)
    client.cookies[settings.SESSION_COOKIE_NAME] = client.session_key  # another one may have been undone
    with connection.execute_wrapper(watch), transaction.atomic():
        client.post(url, body)
    return written


def test_whatever_a_login_changes_in_the_editors_rooms_leaves_an_entry_that_says_who(house):
    clients = [(user, signed_in(user)) for user in house.people]
    tables, first, heard, silent = Tables(), LedgerEntry.objects.count(), set(), []
    for url in dict.fromkeys(house.addresses()):
        for body in bodies(house, clients[0][1], url):
            for user, client in clients:
                with undone():
                    changed = tables.changed(knock(client, url, body))
                    entries = list(LedgerEntry.objects.filter(seq__gt=first))
                    heard |= {entry.verb for entry in entries}
                    if (changed and not entries) or any(entry.actor_id != user.pk for entry in entries):
                        silent.append((url, str(user), changed, entries))
                if not changed and not entries:
                    break  # the administrator comes first: what changes nothing then is not open to others
    assert silent == []
    assert heard >= HEARD
