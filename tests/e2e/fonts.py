"""Chromium as on a machine with these fonts alone: a page must hold together whatever is installed."""

import os

import pytest

# What the site's families for text, headings and code come to. Wide letters, narrow letters: the others lie between.
FONTS = {
    "wide": ("DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono"),
    "narrow": ("TeX Gyre Heros Cn", "TeX Gyre Termes", "TeX Gyre Cursor"),
}
GENERIC = ("sans-serif", "serif", "monospace")
SIGNS = "DejaVu Sans"  # ticks and flags, which hardly another font has

wide_and_narrow = pytest.mark.parametrize("browser", FONTS, indirect=True)

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <selectfont>
    <acceptfont>{accepted}</acceptfont>
    <rejectfont><pattern><patelt name="scalable"><bool>true</bool></patelt></pattern></rejectfont>
  </selectfont>
  {aliases}
</fontconfig>"""
ACCEPTED = '<pattern><patelt name="family"><string>{}</string></patelt></pattern>'
ALIAS = """<match target="pattern"><test name="family"><string>{}</string></test>
  <edit name="family" mode="prepend" binding="strong"><string>{}</string></edit></match>"""


def with_fonts(launch, name, folder):
    browser = launch(env={**os.environ, "FONTCONFIG_FILE": str(_configuration(FONTS[name], folder))})
    assert _fonts_in_use(browser) == FONTS[name], "a font is not installed"
    return browser


def _configuration(families, folder):
    file = folder / "fonts.conf"
    accepted = "".join(ACCEPTED.format(family) for family in {*families, SIGNS})
    aliases = "".join(ALIAS.format(*pair) for pair in zip(GENERIC, families, strict=True))
    file.write_text(CONFIGURATION.format(accepted=accepted, aliases=aliases))
    return file


def _fonts_in_use(browser):
    """What Chromium really draws the generic families with: it takes another in silence where one is missing."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content("".join(f'<p style="font-family: {family}">Bupati</p>' for family in GENERIC))
        page.evaluate("document.body.offsetHeight")
        tools = context.new_cdp_session(page)
        for domain in ("DOM", "CSS"):
            tools.send(f"{domain}.enable")
        root = tools.send("DOM.getDocument")["root"]["nodeId"]
        nodes = tools.send("DOM.querySelectorAll", {"nodeId": root, "selector": "p"})["nodeIds"]
        used = [tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in nodes]
        return tuple(font["familyName"] for fonts in used for font in fonts)
