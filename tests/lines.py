"""A draft's page with what stands behind its lines, as somebody sees it who opens each of them."""

import re

LINE = re.compile(r'<p class="notes-line".*?<a href="([^"?#]+).*?</p>', re.DOTALL)


def unfolded(page, fetch):
    """`fetch` gives the text at an address of the site."""
    return "".join([LINE.sub("", page), *(fetch(f"{address}komentar/") for address in LINE.findall(page))])
