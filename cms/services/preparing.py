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
from forum.models import DirectoryPage, MeetingIndexPage, OrganisationKind, OutsideSystem
from forum.models.pages import address_of_site
from minutes.models import MinutesArchivePage
from search.index import rebuild
from search.models import Document, Synonyms

SECRETARIAT_GROUP = "Sekretariat"
PAGE_PERMISSIONS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
MANAGED_APPS = ["forum", "search", "minutes", "decrees", "wagtailimages", "wagtaildocs", "wagtailredirects"]


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

# Where else matters of a forum are treated: national ones as they are; of its own regency the secretariat gives the
# hosts. LAPOR! has no address for one complaint: readers enter the number there.
NUMBERED = {"signs": OutsideSystem.Signs.DIGITS, "shortest": 5, "longest": 10}
OUTSIDE = [
    ("LAPOR!", "SP4N-LAPOR!", OutsideSystem.Kind.COMPLAINTS, "https://www.lapor.go.id/", NUMBERED),
    ("PPID", "PPID Kabupaten", OutsideSystem.Kind.INFORMATION, "https://*.go.id", {}),
    ("APBD", "Situs anggaran daerah", OutsideSystem.Kind.BUDGET, "https://*.go.id", {}),
    ("Situs desa", "Situs web desa", OutsideSystem.Kind.VILLAGE, "https://*.desa.id", {}),
]

# How drafts call the usual bodies, and what else these are called.
TERMS = {
    "Tim Pengarah": ["Dewan Pengarah", "Panitia Pengarah", "Steering Committee"],
    "Tim Pelaksana": ["Badan Pelaksana", "Panitia Pelaksana", "Organizing Committee"],
    "Tim Evaluator": ["Tim Evaluasi Internal", "Tim Evaluasi", "Tim Penilai"],
}

# What whoever looks for the one means by the other. Organisations are found by their short names without it.
SYNONYMS = [
    "OGP, Open Government Partnership, Kemitraan Pemerintahan Terbuka, Pemerintahan Terbuka, Open Government",
    "renaksi, rencana aksi, RAD, rencana aksi daerah",
    "SK, surat keputusan",
    "Perbup, peraturan bupati",
    "Perda, peraturan daerah",
    "Perdes, peraturan desa",
    "UU, undang-undang",
    "SE, surat edaran",
    "OPD, SKPD, perangkat daerah, organisasi perangkat daerah, satuan kerja perangkat daerah",
    "Pemkab, pemerintah kabupaten",
    "Pemdes, pemerintah desa",
    "Setda, sekretariat daerah",
    "Sekda, sekretaris daerah",
    "Setwan, sekretariat DPRD, sekretariat dewan",
    "DPRD, dewan perwakilan rakyat daerah",
    "Dinkominfo, Dinas Kominfo, Diskominfo, Dinas Komunikasi dan Informatika",
    "Dinkes, Dinas Kesehatan",
    "Disdik, Dinas Pendidikan",
    "DPMD, Dinas PMD, Dinas Pemberdayaan Masyarakat dan Desa",
    "Bappeda, badan perencanaan pembangunan daerah",
    "Puskesmas, pusat kesehatan masyarakat",
    "PBJ, pengadaan barang dan jasa, pengadaan barang/jasa",
    "PPID, pejabat pengelola informasi dan dokumentasi",
    "APBD, anggaran pendapatan dan belanja daerah",
    "APBDes, anggaran pendapatan dan belanja desa",
    "RPJMD, rencana pembangunan jangka menengah daerah, rencana pembangunan jangka menengah",
    "RKPD, rencana kerja pemerintah daerah",
    "Musrenbang, musyawarah perencanaan pembangunan",
    "Dawis, dasa wisma",
    "Pokja, kelompok kerja",
    "Bimtek, bimbingan teknis",
    "Monev, monitoring dan evaluasi, pemantauan dan evaluasi",
    "FGD, diskusi kelompok terarah, focus group discussion",
    "LSM, NGO, lembaga swadaya masyarakat, ornop",
    "ASN, aparatur sipil negara, PNS, pegawai negeri sipil",
    "UMKM, usaha mikro kecil dan menengah",
    "notula, notulen, notulensi, risalah",
    "ADD, alokasi dana desa",
    "BLT, bantuan langsung tunai",
    "BPD, badan permusyawaratan desa",
    "BUMDes, badan usaha milik desa",
    "BUMD, badan usaha milik daerah",
    "BPBD, badan penanggulangan bencana daerah",
    "BPKAD, badan pengelola keuangan dan aset daerah",
    "DAK, dana alokasi khusus",
    "DAU, dana alokasi umum",
    "DBH, dana bagi hasil",
    "PAD, pendapatan asli daerah",
    "LKPJ, laporan keterangan pertanggungjawaban",
    "LPSE, layanan pengadaan secara elektronik",
    "SPBE, sistem pemerintahan berbasis elektronik",
    "SOP, prosedur operasional standar, standar operasional prosedur",
    "RTH, ruang terbuka hijau",
    "RTRW, rencana tata ruang wilayah",
    "RSUD, rumah sakit umum daerah",
    "TPA, tempat pemrosesan akhir, tempat pembuangan akhir",
    "RTLH, rutilahu, rumah tidak layak huni",
    "KTP, kartu tanda penduduk",
    "Dukcapil, Disdukcapil, kependudukan dan pencatatan sipil, catatan sipil",
    "PPDB, penerimaan peserta didik baru",
    "PAUD, pendidikan anak usia dini",
    "Posyandu, pos pelayanan terpadu",
    "PKK, pemberdayaan kesejahteraan keluarga",
    "JKN, jaminan kesehatan nasional",
    "difabel, disabilitas, penyandang disabilitas, penyandang cacat",
    "lansia, lanjut usia",
    "covid, covid-19, corona, pandemi",
    "situs, website, laman, situs web",
]


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
    if not Synonyms.objects.exists():
        Synonyms.objects.bulk_create(Synonyms(words=line.replace(", ", "\n")) for line in SYNONYMS)
    if not OrganisationKind.objects.exists():
        OrganisationKind.objects.bulk_create(
            OrganisationKind(name=name, starts_with="\n".join(KINDS[name]), sort_order=order)
            for order, name in enumerate(KINDS)
        )
    if not OutsideSystem.objects.exists():
        for short_name, name, kind, address, rule in OUTSIDE:
            OutsideSystem.objects.create(short_name=short_name, name=name, kind=kind, address=address, **rule)
    if not Document.objects.exists():
        rebuild()
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
