"""Addresses beside the pages of Wagtail's tree."""

from django.urls import path

from minutes.views import corrections, decisions, editions, pages

app_name = "minutes"
urlpatterns = [
    path("notula/<id:pk>/keputusan/<id:number>/", decisions.decision, name="decision"),
    path("notula/<id:pk>/keputusan/<id:number>/petikan/<slug:format>/", decisions.excerpt, name="excerpt"),
    path("notula/<id:pk>/unduh/<slug:format>/", pages.download, name="download"),
    path("notula/<id:pk>/berkas/", editions.bundle, name="bundle"),
    path("notula/<id:pk>/edisi/<id:number>/", editions.edition, name="edition"),
    path("notula/<id:pk>/edisi/<id:number>/unduh/<slug:format>/", editions.edition_download, name="edition-download"),
    path("notula/<id:pk>/internal/", editions.internal, name="internal"),
    path("notula/<id:pk>/internal/unduh/<slug:format>/", editions.internal_download, name="internal-download"),
    path("notula/<id:pk>/edaran/", corrections.circulated, name="circulated"),
    path("notula/<id:pk>/sahkan/", corrections.approve, name="approve"),
    path("notula/<id:pk>/setuju/", corrections.agree, name="agree"),
    path("notula/<id:pk>/koreksi/<id:correction_pk>/", corrections.correction, name="correction"),
    path("notula/<id:pk>/tindak-lanjut/<id:number>/selesai/", pages.action_done, name="action-done"),
]
