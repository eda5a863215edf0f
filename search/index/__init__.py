"""The index: who gives something to be found, and how it is put in, kept current and made anew."""

from search.index.sources import Entry, Source, organisation_facet, owner_of, register, speaker_facet
from search.index.synonyms import current_groups
from search.index.teams import TEAM, name_of, teams_named_in, teams_of
from search.index.writing import catch_up, forget, put, rebuild, refresh

__all__ = [
    "TEAM",
    "Entry",
    "Source",
    "catch_up",
    "current_groups",
    "forget",
    "name_of",
    "organisation_facet",
    "owner_of",
    "put",
    "rebuild",
    "refresh",
    "register",
    "speaker_facet",
    "teams_named_in",
    "teams_of",
]
