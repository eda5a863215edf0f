"""Minutes of a meeting in any state, taken there by the services."""

import datetime
from functools import partial

from wagtail.models import Site

from forum import clock
from forum.models import Organisation
from minutes import services
from minutes.models import ActionItem, Attendance, Decision, Input, MinutesArchivePage, MinutesPage
from minutes.models.states import State
from minutes.reading.corrections import last_editor_key, progress_of
from tests.factories.forum import OrganisationFactory, meeting_page, member_of, secretariat_user

LONG_AGO = datetime.timedelta(days=9)  # the time for objections is over since


def circulated_long_ago(minutes, *, by):
    with clock.moved_to(clock.now() - LONG_AGO):
        return services.circulate_minutes(minutes, by=by)


def approved(minutes, *, by):
    """By somebody else than who wrote them. Of minutes that are open to objections, all present agree."""
    if not progress_of(minutes).is_over:
        for one in minutes.recipients.all():
            services.agree_with_minutes(minutes, by=member_of(one.organisation))
    another = secretariat_user() if last_editor_key(minutes) == by.pk else by
    return services.approve_minutes(minutes, over_objections=True, by=another)


WAY = {
    State.CIRCULATED: services.circulate_minutes,
    State.APPROVED: approved,
    State.PUBLISHED: partial(services.publish_minutes, over_findings=True),
}


def said(text, organisation=None, office=""):
    """A statement for the discussion."""
    value = {"office": office, "organisation": organisation.pk if organisation else None, "text": text}
    return {"type": "statement", "value": value}


def minutes_page(
    *,
    meeting=None,
    present=None,
    discussion=(),
    inputs=("Perlu sosialisasi",),
    decisions=("Dibentuk tim kecil",),
    actions=(("Menyusun draf", None),),
    state=State.DRAFT,
    is_over=False,
    by=None,
    **fields,
) -> MinutesPage:
    """`present`: organisations that came; `actions`: pairs of text and due date, in the first one's charge. `is_over`:
    circulated so long ago that nobody may object any more."""
    came = [OrganisationFactory()] if present is None else list(present)
    owner: Organisation = came[0] if came else OrganisationFactory()
    minutes = MinutesPage(title=fields.pop("title", "Notula rapat"), discussion=list(discussion), **fields)
    minutes.attendance = [Attendance(organisation=one, people=2, sort_order=n) for n, one in enumerate(came)]
    minutes.inputs = [Input(text=text, sort_order=n) for n, text in enumerate(inputs)]
    minutes.decisions = [Decision(text=text, sort_order=n) for n, text in enumerate(decisions)]
    minutes.action_items = [
        ActionItem(text=text, due_date=due, owner=owner, sort_order=n) for n, (text, due) in enumerate(actions)
    ]
    (meeting or meeting_page()).add_child(instance=minutes)
    by = by or secretariat_user()
    minutes.save_revision(user=by)
    minutes = circulated_long_ago(minutes, by=by) if is_over else minutes
    return bring_to(minutes, state, by=by)


def bring_to(minutes: MinutesPage, state: str, *, by) -> MinutesPage:
    """On from where they are, step by step."""
    way = list(WAY)
    begin = way.index(minutes.state) + 1 if minutes.state in WAY else 0
    end = way.index(state) + 1 if state in WAY else 0
    for reached in way[begin:end]:
        goes_on = reached == State.CIRCULATED and end > way.index(reached) + 1
        minutes = (circulated_long_ago if goes_on else WAY[reached])(minutes, by=by)
        assert minutes.state == reached
    return minutes


def minutes_archive() -> MinutesArchivePage:
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=MinutesArchivePage(title="Notula", slug="notula"))
