"""Addresses beside the pages of Wagtail's tree."""

from django.urls import path

from forum.views import (
    agenda,
    attendance,
    calendars,
    converters,  # noqa: F401 - the addresses below are spelled with it
    record,
    short,
)
from forum.views.directory import memberships, organisation
from forum.views.invitations import answers, materials, own, registrations
from forum.views.invitations import pages as invitations
from forum.views.polls import links as poll_links
from forum.views.polls import pages as polls
from forum.views.sitting import desk, pages, taking_part

app_name = "forum"
urlpatterns = [
    path("kalender.ics", calendars.forum_calendar, name="calendar"),
    path("kalender/<str:token>.ics", calendars.personal_calendar, name="personal-calendar"),
    path("akun/kalender/", calendars.calendar_address, name="calendar-address"),
    path("organisasi/<slug:slug>/", organisation.organisation, name="organisation"),
    path("organisasi/<id:pk>/kalender.ics", calendars.organisation_calendar, name="organisation-calendar"),
    path("rapat/<id:pk>/acara.ics", calendars.meeting_calendar, name="meeting-calendar"),
    path("rapat/<id:pk>/usulan/", agenda.proposals, name="agenda-proposals"),
    path("usulan/<id:pk>/tarik/", agenda.withdraw_proposal, name="agenda-proposal-withdraw"),
    path("jajak/<id:pk>/", polls.poll, name="poll"),
    path("jajak/tautan/<str:token>/", poll_links.poll_link, name="poll-link"),
    path("jajak/<id:pk>/jawab/<id:organisation_id>/", polls.answer, name="poll-answer"),
    path("rapat/<id:pk>/hadir/<slug:code>/", attendance.door_code, name="door-code"),
    path("hadir/<slug:room>/", attendance.self_check_in, name="self-check-in"),
    path("rapat/<id:pk>/layar/", pages.screen, name="sitting-screen"),
    path("rapat/<id:pk>/ruang/", pages.room, name="sitting-room"),
    path("rapat/<id:pk>/ruang/bicara/", taking_part.floor, name="sitting-floor"),
    path("rapat/<id:pk>/ruang/tanya/", taking_part.question, name="sitting-question"),
    path("rapat/<id:pk>/ruang/dukung/", taking_part.support, name="sitting-support"),
    path("rapat/<id:pk>/ruang/peristiwa/", pages.events, name="sitting-events"),
    path("rapat/<id:pk>/meja/", desk.desk, name="sitting-desk"),
    path("rapat/<id:pk>/meja/peristiwa/", desk.events, name="sitting-desk-events"),
    path("undangan/<id:pk>/acara.ics", calendars.invitation_calendar, name="invitation-calendar"),
    path("undangan/<id:pk>/unduh/<slug:format>/", invitations.letter, name="invitation-letter"),
    path("undangan/<id:pk>/daftar/", registrations.registration_make, name="registration-make"),
    path("undangan/<id:pk>/konfirmasi/<id:organisation_id>/", invitations.rsvp_answer, name="rsvp-answer"),
    path("undangan/<id:pk>/mandat/<id:organisation_id>/", answers.mandate, name="mandate"),
    path("undangan/jawab/<str:token>/", answers.answer_link, name="answer-link"),
    path("undangan/jawab/<str:token>/baru/", answers.answer_link_renew, name="answer-link-renew"),
    path("undangan/jawab/<str:token>/surat/<slug:format>/", own.own_letter, name="answer-link-letter"),
    path("undangan/jawab/<str:token>/acara.ics", own.own_calendar, name="answer-link-calendar"),
    path("undangan/jawab/<str:token>/bawaan/<id:item_pk>/", materials.bring_by_link, name="answer-link-bring"),
    path("undangan/jawab/<str:token>/bahan/<id:material_pk>/", materials.material_by_link, name="answer-link-material"),
    path("undangan/<id:pk>/bawaan/<id:item_pk>/<id:organisation_id>/", materials.bring, name="bring"),
    path("undangan/<id:pk>/bahan/<id:material_pk>/", materials.material, name="material"),
    path("catatan/", record.about, name="record"),
    path("catatan/rantai.json", record.chain, name="chain"),
    path("catatan/kepala.json", record.newest_head, name="newest-head"),
    path("catatan/kepala/<id:seq>.json", record.head_file, name="head-file"),
    path("catatan/kepala/<id:seq>.txt", record.statement, name="head-statement"),
    path("catatan/kepala/<id:seq>/", record.head, name="head"),
    path("catatan/<id:seq>.json", record.entry, name="entry"),
    path("u/<str:code>/", short.short, name="short"),
    path("undangan/pasti/<key:token>/", registrations.registration_confirm, name="registration-confirm"),
    path("undangan/batal/<key:token>/", registrations.registration_cancel, name="registration-cancel"),
    path("wakil/<id:pk>/akses/", memberships.membership_admit, name="membership-admit"),
]
