"""What the forum adds to the admin."""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from forum import permissions
from forum.desk import dates, logins, menus, scripts, session, viewsets, withdrawing
from forum.desk.attendance import door, sheet
from forum.desk.invitations import answers, lists, sending
from forum.desk.meetings import agenda, polls, series
from forum.desk.records import brought, merging, tables
from forum.models import (
    AgendaProposal,
    DatePoll,
    InvitationPage,
    MeetingPage,
    Presence,
    RecordedPage,
    Rsvp,
    User,
)
from forum.reading.invitations.deliveries import mailing_of
from forum.reading.invitations.notices import waiting_for
from forum.services.signals import acts

NAMED = 8  # in a message; the page that it leads to names all


@hooks.register("register_admin_viewset")
def forum_viewsets() -> list[Any]:
    return [
        viewsets.ForumGroup(),
        viewsets.organisation_chooser,
        viewsets.person_chooser,
        viewsets.post_chooser,
    ]


@hooks.register("register_admin_urls")
def forum_urls() -> list[URLPattern]:
    return [
        path("forum/undangan/daftar-baru/", lists.keep, name="forum_list_keep"),
        path("forum/undangan/<int:pk>/", answers.answers, name="forum_answers"),
        path("forum/undangan/<int:pk>/pilihan/", answers.act, name="forum_answers_act"),
        path("forum/undangan/<int:pk>/jawaban/<slug:of>/", answers.record, name="forum_answer_record"),
        path("forum/undangan/<int:pk>/tautan/<slug:of>/", answers.personal_link, name="forum_answer_link"),
        path("forum/undangan/<int:pk>/kirim/", sending.preview, name="forum_send_preview"),
        path("forum/undangan/<int:pk>/unduh/", answers.registrations_csv, name="forum_registrations_csv"),
        path("forum/rapat/<int:pk>/pintu/", door.door, name="forum_door"),
        path("forum/rapat/<int:pk>/pintu/hadir/", door.record, name="forum_door_record"),
        path("forum/rapat/<int:pk>/pintu/<int:presence_pk>/tarik/", door.withdraw, name="forum_door_withdraw"),
        path("forum/rapat/<int:pk>/pintu/<int:presence_pk>/selaku/", door.capacity, name="forum_door_capacity"),
        path("forum/rapat/<int:pk>/daftar-hadir/", sheet.sheet, name="forum_sheet"),
        path("forum/rapat/<int:pk>/daftar-hadir/unduh/<slug:format>/", sheet.sheet_file, name="forum_sheet_file"),
        path("forum/rapat/<int:pk>/daftar-hadir/salin/", sheet.typing, name="forum_sheet_typing"),
        path("forum/rapat/<int:pk>/pindaian/", sheet.keep, name="forum_sheet_keep"),
        path("forum/rapat/<int:pk>/pindaian/<int:sheet_pk>/", sheet.scan, name="forum_sheet_scan"),
        path("forum/rapat/<int:pk>/pindaian/<int:sheet_pk>/hapus/", sheet.remove, name="forum_sheet_remove"),
        path("forum/rapat/<int:pk>/kode-ruang/", door.room, name="forum_room"),
        path("forum/orang/undang/", logins.invite_people, name="forum_invite_people"),
        path("forum/orang/<int:pk>/undang/", answers.invite_person, name="forum_invite_person"),
        path("forum/halaman/<int:pk>/tarik/", withdrawing.withdraw, name="forum_withdraw"),
        path("forum/rapat/<int:pk>/batal/", withdrawing.cancel, name="forum_cancel_meeting"),
        path("forum/rapat/<int:pk>/usulan/", agenda.proposals, name="forum_proposals"),
        path("forum/usulan/<int:pk>/", agenda.decide, name="forum_proposal"),
        path("forum/rapat/<int:pk>/jajak/", polls.poll, name="forum_poll"),
        path("forum/rapat/<int:pk>/jajak/pilih/", polls.choose, name="forum_poll_choose"),
        path("forum/rapat/<int:pk>/jajak/<int:organisation_pk>/", polls.record, name="forum_poll_record"),
        path("forum/rapat/<int:pk>/ulang/", series.series, name="forum_series"),
        path("forum/login/<int:pk>/faktor-kedua/", logins.reset_second_factor, name="forum_reset_second_factor"),
        path("forum/tanggal/", dates.readings, name="forum_date_readings"),
        path("forum/impor/<slug:kind>/", tables.table, name="forum_import"),
        path("forum/impor/<slug:kind>/contoh.csv", tables.template, name="forum_import_template"),
        path("forum/tabel/<int:pk>/", brought.table, name="forum_table"),
        path("forum/tabel/<int:pk>/salah.csv", brought.wrong, name="forum_table_wrong"),
        path("forum/ganda/<slug:kind>/", merging.doubles, name="forum_doubles"),
        path("forum/ganda/<slug:kind>/<int:pk>/", merging.merge, name="forum_merge"),
        path("forum/sesi/", session.session, name="forum_session"),
    ]


@hooks.register("insert_global_admin_js")
def date_fields_js() -> SafeString:
    return scripts.date_fields()


@hooks.register("insert_global_admin_js")
def kept_words_js() -> SafeString:
    return scripts.kept_words()


@hooks.register("insert_editor_js")
def page_editor_js() -> SafeString:
    return scripts.page_editor()


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def answers_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    if page.pk and page.specific_class is InvitationPage and permissions.can_see_registrations(user):
        yield Button(_("Answers and registrations"), url=_answers_url(page), icon_name="group", priority=5)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def proposals_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    if page.pk and page.specific_class is MeetingPage and permissions.can_decide_proposals(user):
        url = reverse("forum_proposals", args=[page.pk])
        yield Button(_("Proposals for the agenda"), url=url, icon_name="list-ul", priority=5)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def day_buttons(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    if page.pk and page.specific_class is MeetingPage and permissions.can_manage_forum(user):
        yield Button(_("Find a date"), url=reverse("forum_poll", args=[page.pk]), icon_name="calendar", priority=8)
        yield Button(_("Repeat the meeting"), url=reverse("forum_series", args=[page.pk]), icon_name="copy", priority=9)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def letter_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    """The paper to be signed; of a draft as it was saved last."""
    if page.pk and page.specific_class is InvitationPage and permissions.can_manage_forum(user):
        for priority, format in enumerate(("docx", "pdf"), 6):
            url = reverse("forum:invitation-letter", args=[page.pk, format])
            yield Button(_("Letter (%s)") % format.upper(), url=url, icon_name="doc-full", priority=priority)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def door_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    if page.live and page.specific_class is MeetingPage and permissions.can_keep_attendance(user):
        yield Button(_("Guest book"), url=reverse("forum_door", args=[page.pk]), icon_name="group", priority=5)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def desk_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    """On the day of the meeting, and before to look at it."""
    if page.live and page.specific_class is MeetingPage and permissions.can_manage_forum(user):
        url = reverse("forum:sitting-desk", args=[page.pk])
        yield Button(_("Chair's desk"), url=url, icon_name="desktop", priority=6)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def withdraw_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    if page.live and issubclass(page.specific_class or Page, RecordedPage) and permissions.can_manage_forum(user):
        yield Button(_("Withdraw"), url=reverse("forum_withdraw", args=[page.pk]), icon_name="download", priority=60)


hooks.register("register_page_action_menu_item", menus.CancelMeetingItem)
hooks.register("register_page_action_menu_item", menus.WithdrawItem)
hooks.register("construct_page_action_menu", menus.without_submission)
hooks.register("construct_page_action_menu", menus.locked_first)


hooks.register("register_bulk_action", withdrawing.WithdrawBulkAction, order=100)  # after Wagtail's of the same name


@hooks.register("before_delete_page")
def refuse_to_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    return withdrawing.refuse(request, "delete", [page])


@hooks.register("before_move_page")
def refuse_to_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return None if page.get_parent() == destination else withdrawing.refuse(request, "move", [page])


@hooks.register("before_bulk_action")
def refuse_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    pages = [one for one in objects if isinstance(one, Page)]
    return withdrawing.refuse(request, action_type, pages)


@hooks.register("after_bulk_action")
def record_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    acts.tell_of_many(action_type, objects, by=request.user)  # type: ignore[arg-type]


@hooks.register("register_user_listing_buttons")
def second_factor_button(user: User, request_user: User) -> Iterator[Button]:
    if permissions.can_reset_second_factor(request_user, user) and is_mfa_enabled(user):
        url = reverse("forum_reset_second_factor", args=[user.pk])
        yield Button(_("Take off the second factor"), url=url, icon_name="key", priority=50)


def _answers_url(invitation: Page) -> str:
    return reverse("forum_answers", args=[invitation.pk])


@hooks.register("before_delete_page")
def keep_what_was_answered(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Answers of organisations are part of the record: an invitation that has some is withdrawn, not deleted. So is
    what was said about a meeting, also while that is a draft."""
    below = Page.objects.descendant_of(page, inclusive=True).values("pk")
    if Rsvp.objects.filter(invitation__in=below).exists():
        messages.error(request, _("An invitation that was answered cannot be deleted. Unpublish it instead."))
    elif _holds_what_was_said(below):
        messages.error(request, _("Organisations were asked or proposed something, or people were there: this stays."))
    else:
        return None
    return redirect("wagtailadmin_pages:edit", page.pk)


def _holds_what_was_said(pages: Any) -> bool:
    return (
        DatePoll.objects.filter(meeting__in=pages).exists()
        or AgendaProposal.objects.filter(meeting__in=pages).exists()
        or Presence.objects.filter(meeting__in=pages).exists()
    )


@hooks.register("before_bulk_action")
def keep_what_was_answered_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    pages = (page for page in objects if isinstance(page, Page))
    return next(filter(None, (keep_what_was_answered(request, page) for page in pages)), None)


hooks.register("before_publish_page", sending.ask_first)


@hooks.register("after_publish_page")
def offer_to_invite(request: HttpRequest, page: Page) -> None:
    """Whoever has announced a meeting is led to its invitation."""
    if isinstance(page, MeetingPage) and page.can_be_cancelled and not InvitationPage.objects.about(page).exists():
        url = reverse("wagtailadmin_pages:add", args=["forum", "invitationpage", page.pk])
        messages.info(request, _("Nobody is invited to it yet."), buttons=[messages.button(url, _("Invite"))])


@hooks.register("after_publish_page")
def tell_who_is_not_written_to(request: HttpRequest, page: Page) -> None:
    """Whoever publishes an invitation learns at once which of those invited it cannot reach by mail."""
    if not isinstance(page, InvitationPage) or page.is_closed:
        return
    mailing = mailing_of(page)
    if mailing.without_address:
        labels = [organisation.label for organisation in mailing.without_address]
        names = ", ".join([*labels[:NAMED], *(["…"] if labels[NAMED:] else [])])
        text = ngettext(
            "%(n)d of %(invited)d invited organisations has no address and was not written to: %(names)s.",
            "%(n)d of %(invited)d invited organisations have no address and were not written to: %(names)s.",
            len(mailing.without_address),
        )
        told = {"n": len(mailing.without_address), "invited": mailing.invited, "names": names}
        messages.warning(request, text % told, buttons=[messages.button(_answers_url(page), _("Who got it"))])


@hooks.register("after_publish_page")
def tell_who_will_be_told(request: HttpRequest, page: Page) -> None:
    """Whoever publishes a change learns how many are told of it, and that there is time to take it back."""
    waiting = waiting_for(page) if isinstance(page, MeetingPage | InvitationPage) else 0
    if waiting:
        text = ngettext(
            "%(n)d person is told by mail what has changed, %(minutes)d minutes after the last publication.",
            "%(n)d people are told by mail what has changed, %(minutes)d minutes after the last publication.",
            waiting,
        )
        messages.success(request, text % {"n": waiting, "minutes": settings.NOTICES_QUIET_MINUTES})
