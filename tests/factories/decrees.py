"""Drafts, versions, rounds and comments, made by the services as people would."""

import copy
import datetime
import uuid

from django.utils import timezone
from wagtail.models import Site

from decrees import services
from decrees.models import Comment, DecreeIndexPage, DecreePage, Round
from decrees.permissions import DecreePermission
from decrees.reading.comparison import VersionComparison
from decrees.text import find
from tests.factories.blocks import annex, block, citation, diktum, item, listing, recital, roster, row
from tests.factories.forum import OrganisationFactory, member_of, secretariat_user

WRITING = {DecreePermission.COMMENT, DecreePermission.PROPOSE}
WEEK = datetime.timedelta(days=7)
BODY = [
    recital("bahwa keterbukaan perlu dijamin;", id="rec-a"),
    recital("bahwa berdasarkan pertimbangan huruf a perlu menetapkan Keputusan Bupati;", id="rec-b"),
    citation("Undang-Undang Nomor 14 Tahun 2008;", id="cit-1"),
    diktum("Membentuk Tim Open Government.", id="dik-1"),
    diktum(
        "Tim mempunyai tugas:",
        item("menyusun rencana aksi; dan", id="poi-a"),
        item("melaporkan hasilnya.", id="poi-b"),
        closing="setiap tahun.",
        id="dik-2",
    ),
    annex(
        "SUSUNAN KEANGGOTAAN TIM PENGARAH",
        block("heading", "Susunan", id="hea-1"),
        roster(row("Ketua", "Sekretaris Daerah", id="row-1"), row("Anggota", "IDFoS", "NGO", id="row-2"), id="ros-1"),
        listing(item("memberi arah;", id="ite-a"), id="lis-1"),
        id="ann-1",
    ),
]


def body(**texts):
    """The usual text, with other words for some recitals, citations and plain diktums: body(rec_a='…')."""
    blocks = copy.deepcopy(BODY)
    for each in blocks:
        words = texts.get(each["id"].replace("-", "_"))
        if words is not None:
            each["value"] = {**each["value"], "text": words} if each["type"] == "diktum" else words
    return blocks


def decree_index():
    existing = DecreeIndexPage.objects.first()
    if existing:
        return existing
    root = Site.objects.get(is_default_site=True).root_page
    return root.add_child(instance=DecreeIndexPage(title="Rancangan", slug="rancangan", show_in_menus=True))


def decree_page(*, title="Tim Open Government", live=True, **fields):
    """A draft whose text is written and not yet circulated; readable by everybody unless told."""
    fields = {"reading": "public", "body": body(), "signatory": "Budi Santosa", "slug": uuid.uuid4().hex, **fields}
    page = decree_index().add_child(instance=DecreePage(title=title, live=live, **fields))
    return DecreePage.objects.get(pk=page.pk)


def circulated(
    decree=None, *, by=None, changelog="Rancangan awal.", reason="Untuk dibahas.", references=None, **fields
):
    """The next version of a decree (or of a new one). `references` is the reason for all that name something else."""
    by, decree = by or secretariat_user(), decree or decree_page(**fields)
    reasons = {each.hunk.id: references for each in shifted_references(decree)} if references else {}
    return services.circulate(decree, changelog=changelog, reason=reason, references=reasons, by=by)


def shifted_references(decree):
    """The references of the editor's text that read as on the newest version and name something else."""
    draft = DecreePage.objects.get(pk=decree.pk).get_latest_revision_as_object()
    return VersionComparison(decree.newest.document, draft.as_document()).shifted_references


def rewritten(decree, *, blocks=None, **texts):
    """The editor's next text, saved as a draft; the new numbers of references are agreed to."""
    decree = DecreePage.objects.get(pk=decree.pk).get_latest_revision_as_object()
    decree.body = body(**texts) if blocks is None else blocks
    decree.save_revision()
    if decree.undecided_references:
        services.decide_references(decree, by=secretariat_user())
    return DecreePage.objects.get(pk=decree.pk)


def edited(version):
    """The draft as the editor has it now."""
    return DecreePage.objects.get(pk=version.decree_id).get_latest_revision_as_object()


def editor_text(version, clause="poi-a"):
    """Of one clause; None if it is gone there."""
    found = find(edited(version).as_document(), clause)
    return found.text if found else None


def in_a_week():
    return timezone.now() + WEEK


def opened(version, *organisations, grants=None, by=None, **fields):
    """A round in which these organisations may comment and propose wording."""
    grants = grants if grants is not None else dict.fromkeys(organisations, WRITING)
    fields = {"closes_at": in_a_week(), **fields}
    return services.open_round(version, grants=grants, by=by or secretariat_user(), **fields)


def open_draft(*, short_name="BI", **fields):
    """A version under comment, and somebody who may: (version, round, member)."""
    organisation = OrganisationFactory(short_name=short_name)
    version = circulated(**fields)
    return version, opened(version, organisation), member_of(organisation)


def answered(decree, *, by=None, disposition="noted", reason="Dicatat."):
    """Everything that waits for an answer gets this one."""
    waiting = Comment.objects.unanswered().filter(version__decree=decree)
    by = by or secretariat_user()
    return [services.answer_comment(one, disposition=disposition, reason=reason, by=by) for one in waiting]


def closed(round_, *, by=None):
    """All comments are answered and the round is closed."""
    by = by or secretariat_user()
    answered(round_.decree, by=by)
    return services.close_round(round_, by=by)


def lapsed(round_):
    """The closing time is past, and nobody has closed the round yet."""
    Round.objects.filter(pk=round_.pk).update(opens_at=in_a_week() - 2 * WEEK, closes_at=timezone.now())


def next_version(version, *, by=None, references=None, **text):
    """All comments are answered, the round is closed, the text rewritten and circulated (see `circulated`)."""
    by = by or secretariat_user()
    for round_ in version.decree.rounds.filter(closed_at=None):
        closed(round_, by=by)
    return circulated(rewritten(version.decree, **text), by=by, changelog="Perubahan.", references=references)


def without(*ids):
    """The usual text without these blocks."""
    return [block for block in body() if block["id"] not in ids]


def commented(version, by, *, clause="dik-1", text="Mohon diperjelas.", **fields):
    return services.add_comment(version.decree, version=version, clause=clause, text=text, by=by, **fields)


def proposed(version, by, quote, words, *, clause="poi-a"):
    """A comment with a wording for a passage; no passage: for the whole clause."""
    at = find(version.document, clause).text.index(quote) if quote else None
    place = {"start": at, "end": at + len(quote), "quote": quote} if quote else {}
    return commented(version, by, clause=clause, text="", proposed=words, **place)
