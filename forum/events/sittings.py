"""What stands in the record of a meeting's room: openings and closings, and what was kept from being read.

Single speeches, questions and steps along the agenda come too fast for it; a closing sums them up.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from forum.events import define


def _spoken(data: Mapping[str, Any]) -> str:
    if not data.get("speeches"):
        return ""
    words = ngettext(
        "closed the speaking list: %(speeches)d speech, %(minutes)d minutes",
        "closed the speaking list: %(speeches)d speeches, %(minutes)d minutes",
        data["speeches"],
    )
    return words % {"speeches": data["speeches"], "minutes": round(sum(data["seconds"].values()) / 60)}


def _asked(data: Mapping[str, Any]) -> str:
    if not data.get("asked"):
        return ""
    words = ngettext(
        "closed the questions: %(asked)d question, %(answered)d answered",
        "closed the questions: %(asked)d questions, %(answered)d answered",
        data["asked"],
    )
    return words % data


SPEAKING_OPENED = define("sitting.speaking_opened", _("opened the speaking list"))
# `seconds` by sector ('public': citizens). Names are not told.
SPEAKING_CLOSED = define(
    "sitting.speaking_closed", _("closed the speaking list"), data=["speeches", "seconds"], tell=_spoken
)
QUESTIONS_OPENED = define("sitting.questions_opened", _("opened the questions to the meeting"))
QUESTIONS_CLOSED = define(
    "sitting.questions_closed",
    _("closed the questions to the meeting"),
    data=["asked", "answered"],
    content="[text, by, state, support] of each question that everybody read",
    tell=_asked,
)
QUESTION_DECLINED = define(
    "question.declined", _("did not show a question from the public"), audience="secretariat", content="text of it"
)
QUESTION_HIDDEN = define("question.hidden", _("took a question from the meeting's list"), content="text of it")
QUESTION_RESTORED = define("question.restored", _("put a question back on the meeting's list"), content="text of it")
SITTINGS_FORGOTTEN = define(
    "sitting.forgotten",
    _("deleted the names of people from the public who spoke or asked"),
    audience="secretariat",
    data=["count"],
)
