"""The home page, plain pages, what of the site ran when, and who was shown personal data or refused at the door."""

from cms.models.accesses import Access
from cms.models.pages import HomePage, StandardPage
from cms.models.refusals import Refusal
from cms.models.runs import LastRun

__all__ = ["Access", "HomePage", "LastRun", "Refusal", "StandardPage"]
