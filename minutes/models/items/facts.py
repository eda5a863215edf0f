"""What stands beside the words of minutes: who came, who said it, who is in charge and by when. It may change while the
words stay."""

from typing import TYPE_CHECKING, Any

from minutes.models import content

if TYPE_CHECKING:
    from minutes.models.pages import MinutesPage

FACTS = "facts:"
ATTENDANCE = "attendance"
Facts = list[Any]


def facts_by_part(minutes: "MinutesPage") -> dict[str, Facts]:
    """By `facts:` and the part, as JSON: organisations, posts and days by their keys, however they are called later."""
    came = {f"{ATTENDANCE}:{one.organisation_id}": one for one in content.stored_items(minutes, ATTENDANCE)}
    found: dict[str, Facts] = {part: [one.status, one.people, one.capacity] for part, one in came.items()}
    for one in content.stored_items(minutes, "inputs"):
        found[content.part_of("inputs", one)] = [one.organisation_id]
    for one in content.stored_items(minutes, "decisions"):
        found[content.part_of("decisions", one)] = [one.dissent, _day(one.review_on)]
    for one in content.stored_items(minutes, "action_items"):
        posts, links = sorted(post.pk for post in one.posts.all()), [link.words for link in one.outside_links]
        found[content.part_of("action_items", one)] = [one.owner_keys, posts, _day(one.due_date), links]
    return {f"{FACTS}{part}": facts for part, facts in found.items()}


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
