"""What was asked and who spoke while the meeting about the action plan sat."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from cms.demo.data import meetings
from cms.demo.gatherings import newest
from cms.demo.story import Scene, Story, organisation, user
from forum.models import MeetingPage, Question
from forum.services import sitting

DAY = 79
CITIZEN = "Apakah laporan capaian tiap triwulan dapat dibaca warga sebelum rapat berikutnya?"
MEMBER = "Kapan masukan organisasi masyarakat sipil atas rencana aksi daerah dijawab?"


def told(story: Story) -> list[Scene]:
    def at(time: str, act: Any) -> Scene:
        return Scene(DAY, time, lambda _: act(_meeting(), by=story.secretariat))

    return [
        at("13:05", sitting.step),
        at("13:20", sitting.open_questions),
        Scene(DAY, "13:32", lambda _: sitting.ask_question(_meeting(), text=CITIZEN, by=AnonymousUser())),
        Scene(DAY, "13:34", lambda _: sitting.show_question(_question(CITIZEN), by=story.secretariat)),
        Scene(DAY, "13:41", lambda _: _ask_as_member()),
        at("13:45", sitting.open_speaking_list),
        Scene(DAY, "13:46", lambda _: _ask_for_floor("idfos", "idfos")),
        Scene(DAY, "13:47", lambda _: _put_on_list("bappeda", story)),
        at("13:48", sitting.call_speaker),
        at("13:53", sitting.call_speaker),
        Scene(DAY, "13:54", lambda _: _support(MEMBER, "kpi")),
        at("13:59", sitting.close_speaking_list),
        Scene(DAY, "14:10", lambda _: _mark(MEMBER, Question.State.ANSWERED, story)),
        Scene(DAY, "14:20", lambda _: _mark(CITIZEN, Question.State.MINUTES, story)),
        at("14:25", sitting.close_questions),
    ]


def _meeting() -> MeetingPage:
    return newest(meetings.DISCUSSION.slug)


def _question(text: str) -> Question:
    return Question.objects.get(text=text)


def _ask_as_member() -> None:
    sitting.ask_question(_meeting(), text=MEMBER, organisation=organisation("idfos"), by=user("idfos"))


def _ask_for_floor(slug: str, key: str) -> None:
    sitting.ask_for_floor(_meeting(), organisation=organisation(slug), by=user(key))


def _put_on_list(slug: str, story: Story) -> None:
    sitting.add_speaker(_meeting(), organisation=organisation(slug), by=story.secretariat)


def _support(text: str, key: str) -> None:
    sitting.toggle_support(_question(text), by=user(key))


def _mark(text: str, state: str, story: Story) -> None:
    sitting.mark_question(_question(text), state=state, by=story.secretariat)
