"""Addresses beside the pages of Wagtail's tree."""

from django.urls import path

from forum.views import (
    answers,
    converters,  # noqa: F401 - the addresses below are spelled with it
)

app_name = "forum"
urlpatterns = [
    path("kalender.ics", answers.forum_calendar, name="calendar"),
    path("rapat/<id:pk>/acara.ics", answers.meeting_calendar, name="meeting-calendar"),
    path("undangan/<id:pk>/acara.ics", answers.invitation_calendar, name="invitation-calendar"),
    path("undangan/<id:pk>/daftar/", answers.registration_make, name="registration-make"),
    path("undangan/<id:pk>/konfirmasi/<id:organisation_id>/", answers.rsvp_answer, name="rsvp-answer"),
    path("undangan/batal/<str:token>/", answers.registration_cancel, name="registration-cancel"),
]
