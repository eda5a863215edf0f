"""Addresses of the site. Indonesian, like the site; Wagtail's own pages come last."""

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from cms.views import addresses, pages, passwords
from cms.views.outlets import dump, information, sharing, sitemaps
from cms.views.outlets.feeds import PublicFeed
from cms.views.privacy import personal, places
from forum.views import converters  # noqa: F401 – whose kinds of numbers the addresses use

urlpatterns = [
    path("admin/login/", pages.admin_login),
    path("admin/jsi18n/", pages.admin_messages),
    # Wagtail's acts for programs would pass the reasons that its pages ask for; its own scripts use none of them.
    path("admin/api/main/pages/<int:pk>/action/<str:action>/", pages.not_here),
    path("admin/", include(wagtailadmin_urls)),
    path("akun/email/", addresses.own_address),
    path("akun/faktor-kedua/", include("allauth.mfa.urls")),
    path("akun/sesi/", places.PlacesView.as_view()),
    path("akun/sesi/", include("allauth.usersessions.urls")),
    path("akun/data-saya/", personal.mine, name="personal-mine"),
    path("akun/data-saya/unduh/", personal.take_out, name="personal-take-out"),
    path("akun/data-saya/hapus/", personal.erase_mine, name="personal-erase"),
    path("akun/", include("allauth.account.urls")),
    # The form needs no key, so that pages with it are the same for all; browsers say where it was sent from.
    path("bahasa/setlang/", csrf_exempt(pages.choose_language), name="set_language"),
    path("dokumen/authenticate_with_password/<int:restriction_id>/", passwords.of_file),
    path("dokumen/", include(wagtaildocs_urls)),
    path("sitemap.xml", require_safe(sitemap)),
    path("sitemap-indeks.xml", sitemaps.index, name="sitemap-index"),
    path("sitemap/<slug:name>.xml", sitemaps.part, name="sitemap-part"),
    path("privasi/", personal.privacy, name="privacy"),
    path("aksesibilitas/", pages.accessibility, name="accessibility"),
    path("informasi-publik/", information.listed, name="information"),
    path("informasi-publik/unduh/<slug:format>/", information.download, name="information-download"),
    path("informasi-publik/data/", dump.about, name="dump"),
    path("informasi-publik/data/mufakat-data.zip", dump.download, name="dump-download"),
    path("robots.txt", pages.robots),
    re_path(r"^media/(?P<folder>images|original_images)/(?P<path>.+)$", pages.picture),
    path("pratinjau/<id:pk>-<slug:digest>.png", sharing.picture, name="sharing-picture"),
    path("umpan/", require_safe(PublicFeed()), name="feed"),
    path("cari/", pages.search, name="search"),
    # Answered before all else; here so that their names are known.
    path("", include("cms.middleware.health")),
    # Wagtail's own, with a limit: what lies behind a password is not for whoever tries them all.
    path("_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/", passwords.of_page),
    path("", include("forum.urls")),
    path("", include("minutes.urls")),
    path("", include("search.urls")),
    path("", include("decrees.urls")),
    path("", include(wagtail_urls)),
]
handler400 = "cms.views.pages.not_understood"
handler403 = "cms.views.pages.forbidden"
handler500 = "cms.views.pages.server_error"
