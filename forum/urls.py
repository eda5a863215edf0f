"""Addresses beside the pages of Wagtail's tree."""

from django.urls import path

from forum import (
    converters,  # noqa: F401 - the addresses below are spelled with it
    views,
)

app_name = "forum"
urlpatterns = [
    path("kalender.ics", views.forum_calendar, name="calendar"),
    path("rapat/<id:pk>/acara.ics", views.meeting_calendar, name="meeting-calendar"),
    path("undangan/<id:pk>/acara.ics", views.invitation_calendar, name="invitation-calendar"),
    path("undangan/<id:pk>/daftar/", views.registration_make, name="registration-make"),
    path("undangan/<id:pk>/konfirmasi/<id:organisation_id>/", views.rsvp_answer, name="rsvp-answer"),
    path("undangan/batal/<str:token>/", views.registration_cancel, name="registration-cancel"),
]
