"""Addresses beside the pages of Wagtail's tree."""

from django.urls import path

from forum import views

app_name = "forum"
urlpatterns = [
    path("kalender.ics", views.forum_calendar, name="calendar"),
    path("rapat/<int:pk>/acara.ics", views.meeting_calendar, name="meeting-calendar"),
    path("undangan/<int:pk>/acara.ics", views.invitation_calendar, name="invitation-calendar"),
    path("undangan/<int:pk>/daftar/", views.registration_make, name="registration-make"),
    path("undangan/<int:pk>/konfirmasi/<int:organisation_id>/", views.rsvp_answer, name="rsvp-answer"),
    path("undangan/batal/<str:token>/", views.registration_cancel, name="registration-cancel"),
]
