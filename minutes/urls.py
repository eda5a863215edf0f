"""Addresses beside the pages of Wagtail's tree."""

from django.urls import path

from minutes import views

app_name = "minutes"
urlpatterns = [
    path("notula/<int:pk>/keputusan/<int:number>/", views.decision, name="decision"),
    path("notula/<int:pk>/unduh/<slug:format>/", views.download, name="download"),
    path("notula/<int:pk>/edaran/", views.circulated, name="circulated"),
    path("notula/<int:pk>/sahkan/", views.approve, name="approve"),
    path("notula/<int:pk>/tindak-lanjut/<int:number>/selesai/", views.action_done, name="action-done"),
]
