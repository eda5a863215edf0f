"""Addresses beside the pages of Wagtail's tree."""

from django.urls import path

from minutes import views

app_name = "minutes"
urlpatterns = [
    path("notula/<id:pk>/keputusan/<id:number>/", views.decision, name="decision"),
    path("notula/<id:pk>/unduh/<slug:format>/", views.download, name="download"),
    path("notula/<id:pk>/edaran/", views.circulated, name="circulated"),
    path("notula/<id:pk>/sahkan/", views.approve, name="approve"),
    path("notula/<id:pk>/tindak-lanjut/<id:number>/selesai/", views.action_done, name="action-done"),
]
