"""Whom the rows of a table of members mean. The links are frozen beside a version's text, outside its fingerprint."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from decrees.text import Links
from forum.models import DirectoryPage, Organisation, Post
from forum.models.memory import Prepared


@dataclass(frozen=True, slots=True)
class MemberLink:
    """As the forum knows it today. `url` leads to the organisation in the directory, if it stands there."""

    organisation: Organisation
    post: Post | None
    url: str = ""

    @property
    def names(self) -> list[str]:
        """By any of which the office may be called."""
        names = [self.organisation.name, self.organisation.short_name, self.post.label if self.post else ""]
        return [name for name in names if name]


def member_links(links: Mapping[str, Mapping[str, Any]]) -> dict[str, MemberLink]:
    """By the id of the row. Whom the forum does not know any more is left out."""
    if not links:
        return {}
    posts = Post.objects.select_related("organisation__sector").in_bulk(_keys(links, "post"))
    organisations = Organisation.objects.select_related("sector").in_bulk(_keys(links, "organisation"))
    home = next((page.url or "" for page in DIRECTORY()), "")
    found = {}
    for row_id, chosen in links.items():
        post = posts.get(chosen.get("post"))
        organisation = organisations.get(chosen.get("organisation")) or (post.organisation if post else None)
        if organisation:
            found[row_id] = MemberLink(organisation, post, _address(organisation, home))
    return found


DIRECTORY: Prepared[DirectoryPage] = Prepared(lambda: DirectoryPage.objects.live()[:1])


def _keys(links: Mapping[str, Mapping[str, Any]], name: str) -> Iterable[int]:
    return {chosen[name] for chosen in links.values() if chosen.get(name)}


def _address(organisation: Organisation, home: str) -> str:
    """Members of the forum have a place of their own in the directory."""
    return f"{home}#org-{organisation.slug}" if home and organisation.is_forum_member else ""


def with_links(tree: dict[str, Any], links: Links) -> dict[str, Any]:
    """A version's text as it is frozen: where no row is linked, as it always was."""
    return {**tree, "links": links} if links else tree
