"""The first pages and the secretariat's group of an installation."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
)

from cms.models import HomePage
from decrees.models import DecreeIndexPage, Term
from forum.models import DirectoryPage, MeetingIndexPage, OrganisationKind
from forum.models.pages import address_of_site
from minutes.models import MinutesArchivePage

SECRETARIAT_GROUP = "Sekretariat"
PAGE_PERMISSIONS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
MANAGED_APPS = ["forum", "minutes", "decrees", "wagtailimages", "wagtaildocs", "wagtailredirects"]


@dataclass(frozen=True)
class Section:
    model: type[Page]
    title: str
    slug: str


# Titles and slugs are content: an installation may rename them in the editor.
SECTIONS = [
    Section(MeetingIndexPage, "Rapat", "rapat"),
    Section(DecreeIndexPage, "Rancangan", "rancangan"),
    Section(MinutesArchivePage, "Notula", "notula"),
    Section(DirectoryPage, "Forum", "forum"),
]

# What sorts of offices a regency has, with the beginnings of their names.
KINDS = {
    "Sekretariat": ["Sekretariat Daerah", "Sekretariat DPRD", "Setda", "Setwan"],
    "Inspektorat": ["Inspektorat"],
    "Dinas": ["Dinas"],
    "Badan": ["Badan"],
    "Satuan Polisi Pamong Praja": ["Satuan Polisi Pamong Praja", "Satpol PP"],
    "Bagian": ["Bagian"],
    "Rumah sakit": ["RSUD", "Rumah Sakit"],
    "Kecamatan": ["Kecamatan"],
    "Desa/kelurahan": ["Desa", "Pemerintah Desa", "Kelurahan"],
    "Perguruan tinggi": ["Universitas", "Institut", "Sekolah Tinggi", "Politeknik"],
}

# How drafts call the usual bodies, and what else these are called.
TERMS = {
    "Tim Pengarah": ["Dewan Pengarah", "Panitia Pengarah", "Steering Committee"],
    "Tim Pelaksana": ["Badan Pelaksana", "Panitia Pelaksana", "Organizing Committee"],
    "Tim Evaluator": ["Tim Evaluasi Internal", "Tim Evaluasi", "Tim Penilai"],
}


@transaction.atomic
def prepare_site() -> HomePage:
    """Make what is missing of the home page, its sections and the secretariat's group; repeatable.

    Not recorded in the ledger: an empty house is nobody's act.
    """
    home = HomePage.objects.first() or _make_home()
    for section in SECTIONS:
        if not section.model.objects.exists():
            home.add_child(instance=section.model(title=section.title, slug=section.slug, show_in_menus=True))
    if not Term.objects.exists():
        Term.objects.bulk_create(Term(preferred=name, variants="\n".join(TERMS[name])) for name in TERMS)
    if not OrganisationKind.objects.exists():
        OrganisationKind.objects.bulk_create(
            OrganisationKind(name=name, starts_with="\n".join(KINDS[name]), sort_order=order)
            for order, name in enumerate(KINDS)
        )
    _prepare_group(home)
    follow_base_url()
    return home


def follow_base_url(**kwargs: Any) -> None:
    """BASE_URL says where the site is; Wagtail's record of the site says the same. After each `migrate`."""
    hostname, port = address_of_site()
    for site in Site.objects.filter(is_default_site=True).exclude(hostname=hostname, port=port):
        site.hostname, site.port = hostname, port
        site.save()


def _make_home() -> HomePage:
    root = Page.get_first_root_node() or Page.add_root(title="Root", locale=Locale.get_default())
    old = root.get_children().first()
    home = root.add_child(instance=HomePage(title="Beranda", slug="beranda"))
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "site_name": "Mufakat"})
    if old and not isinstance(old.specific, HomePage):
        old.delete()  # Wagtail's welcome page
    # Whoever edits here is the secretariat: Wagtail's own groups may publish everything and have no duty.
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()
    # Wagtail's own workflow, under a name that editors here understand.
    for model in (Workflow, Task):
        model.objects.filter(name="Moderators approval").update(name="Pemeriksaan redaksi")
    return home


def _prepare_group(home: HomePage) -> Group:
    group, _ = Group.objects.get_or_create(name=SECRETARIAT_GROUP)
    wanted = Permission.objects.filter(content_type__app_label__in=MANAGED_APPS)
    # Who may change logins could take an administrator's; people are invited to sign in instead.
    logins = Permission.objects.filter(content_type__app_label="forum", content_type__model="user")
    group.permissions.add(*wanted.exclude(pk__in=logins), _permission("wagtailadmin", "access_admin"))
    group.permissions.remove(*logins)
    for codename in PAGE_PERMISSIONS:
        GroupPagePermission.objects.get_or_create(
            group=group, page=home, permission=_permission("wagtailcore", codename)
        )
    for app, codename in [("wagtailimages", "add_image"), ("wagtailimages", "change_image"),
                          ("wagtailimages", "choose_image"), ("wagtaildocs", "add_document"),
                          ("wagtaildocs", "change_document"), ("wagtaildocs", "choose_document")]:  # fmt: skip
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=_permission(app, codename)
        )
    return group


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
