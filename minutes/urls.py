"""Addresses beside the pages of Wagtail's tree."""

from django.urls import path

from minutes.views import pages

app_name = "minutes"
urlpatterns = [
    path("notula/<id:pk>/keputusan/<id:number>/", pages.decision, name="decision"),
    path("notula/<id:pk>/unduh/<slug:format>/", pages.download, name="download"),
    path("notula/<id:pk>/edaran/", pages.circulated, name="circulated"),
    path("notula/<id:pk>/sahkan/", pages.approve, name="approve"),
    path("notula/<id:pk>/tindak-lanjut/<id:number>/selesai/", pages.action_done, name="action-done"),
]
