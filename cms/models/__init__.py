"""The home page, plain pages, and what of the site ran when."""

from cms.models.pages import HomePage, StandardPage
from cms.models.runs import LastRun

__all__ = ["HomePage", "LastRun", "StandardPage"]
