"""Addresses that the camera of a phone opens."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(url: str) -> SafeString:
    """As SVG, without a style or a size of its own."""
    code: str = segno.make_qr(url, error="m").svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(code)  # noqa: S308 - drawn here
