"""Where readers of a version see what organisations are asked for: at the clauses, and above all for those asked."""

from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from decrees.models import InputRequest, Version
    from decrees.reading.page import Reading


def requests_on(version: "Version") -> list["InputRequest"]:
    # Looked up late: the page's model stands on what reads it.
    requests = apps.get_model("decrees", "InputRequest")._default_manager
    return list(requests.filter(round__version=version).with_subjects())


def show_requests(reading: "Reading", version: "Version") -> None:
    """Each at its place. What the reader's own organisations still owe is for them to see first."""
    reading.requests = requests_on(version)
    for place in reading.places if reading.requests else []:
        place.requests = [request for request in reading.requests if request.clause == place.clause.id]
    reading.owed = [
        request
        for request in reading.requests
        if request.organisation.slug in reading.organisations and request.met_by_id is None and request.round.is_open
    ]
