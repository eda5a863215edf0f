"""Reads dates as people in Indonesia write them: no Django."""

from forum.forms.dates.moments import DateError, Reason, parse_date, parse_datetime
from forum.forms.dates.spans import Span, parse_span
from forum.forms.dates.tentative import Begin, parse_begin

__all__ = ["Begin", "DateError", "Reason", "Span", "parse_begin", "parse_date", "parse_datetime", "parse_span"]
