"""Addresses beside the pages of Wagtail's tree."""

from django.urls import path
from django.views.decorators.http import require_safe

from minutes.views import corrections, decisions, editions, guests, pages, readers
from minutes.views.actions import lists, one, outlets
from minutes.views.notes import pages as notes
from minutes.views.series import pages as series
from minutes.views.statements import pages as statements

app_name = "minutes"
urlpatterns = [
    path("rapat/<id:pk>/notulen-langsung/", notes.notes, name="notes"),
    path("rapat/<id:pk>/notulen-langsung/peristiwa/", notes.events, name="notes-events"),
    path("rapat/<id:pk>/notulen-langsung/hadir/", notes.confirm, name="notes-present"),
    path("rapat/<id:pk>/notulen-langsung/jadikan-notula/", notes.take, name="notes-take"),
    path("rapat/<id:pk>/notulen-langsung/baris/<uuid:row>/", notes.row, name="notes-row"),
    path("notula/himpunan/", series.series, name="series"),
    path("notula/himpunan/unduh/<slug:format>/", series.download, name="series-download"),
    path("notula/<id:pk>/keputusan/<id:number>/", decisions.decision, name="decision"),
    path("notula/<id:pk>/keputusan/<id:number>/petikan/<slug:format>/", decisions.excerpt, name="excerpt"),
    path("notula/<id:pk>/unduh/<slug:format>/", pages.download, name="download"),
    path("notula/<id:pk>/dibaca.gif", readers.seen, name="seen"),
    path("notula/<id:pk>/pendapat/", readers.opinion, name="opinion"),
    path("notula/<id:pk>/berkas/", editions.bundle, name="bundle"),
    path("notula/<id:pk>/edisi/<id:number>/", editions.edition, name="edition"),
    path("notula/<id:pk>/edisi/<id:number>/unduh/<slug:format>/", editions.edition_download, name="edition-download"),
    path("notula/<id:pk>/internal/", editions.internal, name="internal"),
    path("notula/<id:pk>/internal/unduh/<slug:format>/", editions.internal_download, name="internal-download"),
    path("notula/<id:pk>/edaran/", corrections.circulated, name="circulated"),
    path("notula/tamu/<str:token>/", guests.guest, name="guest"),
    path("notula/tamu/<str:token>/setuju/", guests.guest_agree, name="guest-agree"),
    path("notula/tamu/<str:token>/koreksi/<id:correction_pk>/", guests.guest_reply, name="guest-reply"),
    path("notula/<id:pk>/sahkan/", corrections.approve, name="approve"),
    path("notula/<id:pk>/setuju/", corrections.agree, name="agree"),
    path("notula/<id:pk>/koreksi/<id:correction_pk>/", corrections.correction, name="correction"),
    path("notula/<id:pk>/tindak-lanjut/<id:number>/", one.action, name="action"),
    path("notula/<id:pk>/tindak-lanjut/<id:number>/lapor/", one.report, name="action-report"),
    path("notula/<id:pk>/tindak-lanjut/<id:number>/bukti/<id:evidence_pk>/", one.evidence, name="action-evidence"),
    path("organisasi/<id:pk>/pernyataan/", statements.statements, name="statements"),
    path("organisasi/<id:pk>/pernyataan/unduh/<slug:format>/", statements.download, name="statements-download"),
    path("tindak-lanjut/", lists.actions, name="actions"),
    path("tindak-lanjut/umpan/", require_safe(outlets.ActionFeed()), name="actions-feed"),
    path("tindak-lanjut/unduh/<slug:format>/", outlets.download, name="actions-download"),
    path("tindak-lanjut/saya/", lists.my_actions, name="my-actions"),
]
