"""Systems of others (SP4N-LAPOR!, PPID, sites of the budget and of villages), and what of ours is treated there."""

from forum.models.directory.outside.fields import LinkedOutside, LinksField
from forum.models.directory.outside.links import Link
from forum.models.directory.outside.reading import links_in, read_links, standing_links, systems_by_code
from forum.models.directory.outside.shown import ShownLink, shown_links
from forum.models.directory.outside.systems import OutsideSystem

__all__ = [
    "Link",
    "LinkedOutside",
    "LinksField",
    "OutsideSystem",
    "ShownLink",
    "links_in",
    "read_links",
    "shown_links",
    "standing_links",
    "systems_by_code",
]
