"""A decision and a follow-up for search engines, by what schema.org has for them: as the page shows them."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from forum.models.pages import absolute_reverse, absolute_url
from forum.models.typed import clean_line
from forum.reading.structured import data_block
from minutes.models import ActionState, MinutesPage
from minutes.reading.actions.one import OneAction
from minutes.reading.decisions import OneDecision

STATUS = {
    ActionState.OPEN: "PotentialActionStatus",
    ActionState.RUNNING: "ActiveActionStatus",
    ActionState.DONE: "CompletedActionStatus",
    ActionState.CANCELLED: "FailedActionStatus",
}


def decision_data(minutes: MinutesPage, decision: OneDecision) -> SafeString:
    return data_block(
        {
            "@context": "https://schema.org",
            "@type": "CreativeWork",
            "name": f"{decision.name}: {clean_line(minutes.title)}",
            "text": clean_line(decision.item.text),
            "url": absolute_reverse("minutes:decision", minutes.pk, decision.item.number),
            **_shared(minutes),
        }
    )


def action_data(minutes: MinutesPage, action: OneAction) -> SafeString:
    item, owners = action.row.item, [clean_line(one.name) for one in action.row.owners]
    return data_block(
        {
            "@context": "https://schema.org",
            "@type": "PlanAction",
            "name": clean_line(item.text),
            "url": absolute_reverse("minutes:action", minutes.pk, action.number),
            "actionStatus": f"https://schema.org/{STATUS[action.row.standing.state]}",
            "agent": [{"@type": "Organization", "name": name} for name in owners],
            "endTime": item.due_date.isoformat() if item.due_date else "",
            "result": {"@type": "CreativeWork", **_shared(minutes)},
        }
    )


def _shared(minutes: MinutesPage) -> dict[str, Any]:
    return {
        "isPartOf": {"@type": "Report", "name": clean_line(minutes.title), "url": absolute_url(minutes)},
        "license": settings.DATA_LICENSE,
        "isAccessibleForFree": True,
        "inLanguage": "id",
    }
