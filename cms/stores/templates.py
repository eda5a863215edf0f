"""Templates as an installation draws them: our own pages without indentation, and without the ends of lines that hold
nothing but the beginning of a condition or a comment. With DEBUG they are drawn as they are written."""

import re

from django.template import Origin
from django.template.loaders import filesystem

# The line before has ended as well: between words no space comes or goes. The first line of a file has none before it.
SILENT = re.compile(
    r"(?<=\n)[ \t]*(\{#[^\n]*?#\}|\{% (?:if|with|endwith|load) ?[^\n%]*%\}|\{% [^\n%]+ as \w+ %\})[ \t]*\n"
)
INDENTATION = re.compile(r"\n\s+")


class LightLoader(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        contents: str = super().get_contents(origin)
        return lightened(contents) if str(origin.name).endswith(".html") else contents


def lightened(template: str) -> str:
    """The same page; one that sets lines as they are typed is left alone."""
    return template if "<pre" in template else INDENTATION.sub("\n", SILENT.sub(r"\1", template))
