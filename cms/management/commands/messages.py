"""Keep the Indonesian catalogues with Babel alone: `extract`, `compile` and `check`; no system gettext is needed.

Two catalogues: `locale/` holds our own strings, `cms/locale/` what the packages that editors meet leave untranslated,
and what others translate with words that are not this site's.
"""

import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.frontend import parse_keywords
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

LANGUAGE = "id"
OWN_APPS = ("forum", "search", "minutes", "decrees", "cms")
EDITOR_PACKAGES = ("wagtail", "taggit", "django_filters")
# They speak Indonesian; what stands in our catalogue goes before what stands in theirs.
REWORDED = ("allauth", "django")
METHODS = [
    ("**.py", "python"),
    *((f"**.{suffix}", f"{__name__}:extract_template") for suffix in ("html", "txt", "xml")),
]
KEYWORDS = parse_keywords(
    [
        *("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext:1,2", "ngettext_lazy:1,2"),
        *("pgettext:1c,2", "pgettext_lazy:1c,2", "npgettext:1c,2,3", "npgettext_lazy:1c,2,3"),
    ]
)
# Written by hand, because Babel's header carries dates and addresses that change with every run.
HEADER = r"""msgid ""
msgstr ""
"Language: id\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)[sdifr]|%[sdifr]|\{\w*\}|</?\w+")


class Book(NamedTuple):
    """One .po file, the messages that it must translate and those that it may."""

    path: Path
    needed: Catalog
    known: Catalog


def extract_messages(folders: Iterable[Path]) -> Catalog:
    catalog = new_catalog()
    for folder in folders:
        for _file, _line, message, _comments, context in extract_from_dir(
            folder, METHODS, keywords=KEYWORDS, directory_filter=lambda path: Path(path).name != "migrations"
        ):
            catalog.add(cast("str", message), context=context)
    return catalog


def extract_template(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[Any]:
    """The template as Python calls, line by line flush left: the tokenizer would trip over a template's indentation."""
    lines = templatize(file.read().decode(), origin=file.name).split("\n")
    source = "\n".join(re.sub(r"\s+", " ", line).strip() for line in lines).encode()
    return extract_python(io.BytesIO(source), keywords, comment_tags, options)


def package_messages(folders: Iterable[Path], domain: str) -> Catalog:
    """The English strings of installed packages: from their English catalogue, or else from their sources."""
    catalog = new_catalog()
    for folder in folders:
        english = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if english.exists():
            add_messages(catalog, read_catalog(english))
        elif domain == "django":
            add_messages(catalog, extract_messages([folder]))
    return catalog


def untranslated(folders: list[Path], domain: str) -> Catalog:
    """What these packages together say in English only; the loader for `id` also finds `id_ID`."""
    gaps, done = new_catalog(), new_catalog()
    for folder in folders:
        for name in (LANGUAGE, "id_ID"):
            path = folder / "locale" / name / "LC_MESSAGES" / f"{domain}.po"
            add_messages(done, filter(is_translated, read_catalog(path)))
    add_messages(gaps, (m for m in package_messages(folders, domain) if not done.get(identity(m), m.context)))
    return gaps


def new_catalog() -> Catalog:
    """An empty catalogue with one plural form, where Babel's own table gives Indonesian two."""
    catalog = Catalog(locale=LANGUAGE)
    catalog.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    return catalog


def read_catalog(path: Path) -> Catalog:
    if not path.exists():
        return new_catalog()
    with path.open("rb") as file:
        return read_po(file)


def add_messages(catalog: Catalog, messages: Iterable[Message]) -> None:
    """Without their translations."""
    for message in filter(identity, messages):
        catalog.add(message.id, context=message.context)


def identity(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def is_translated(message: Message) -> bool:
    return bool(message.id) and not message.fuzzy and bool(translation(message))


def translation(message: Message) -> str:
    """Indonesian has one plural form, so one string says all."""
    string = message.string or ""
    return string if isinstance(string, str) else string[0]


def merge(book: Book) -> bool:
    """Bring the file in step with the sources, keeping its translations; True if it changed."""
    current, template = read_catalog(book.path), new_catalog()
    add_messages(template, book.needed)
    add_messages(template, (m for m in book.known if current.get(identity(m), m.context)))
    current.update(template, no_fuzzy_matching=True)
    body = io.BytesIO()
    write_po(body, current, width=100, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return write_if_changed(book.path, HEADER.encode() + body.getvalue())


def write_if_changed(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(content)
    fresh.replace(path)  # a running server never reads half a file
    return True


def compile_catalog(source: Path) -> bool:
    """Write the .mo file beside the .po file unless it is up to date; True if it was written."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    compiled = io.BytesIO()
    write_mo(compiled, read_catalog(source))
    write_if_changed(target, compiled.getvalue())
    target.touch()
    return True


def problems(book: Book) -> Iterator[str]:
    current = read_catalog(book.path)
    for message in filter(identity, book.needed):
        found = current.get(identity(message), message.context)
        if found is None or not translation(found) or bool(found.pluralizable) != bool(message.pluralizable):
            yield f"no translation: {identity(message)!r}"
    for message in filter(identity, current):
        yield from message_problems(message, book.known)
    for message in current.obsolete.values():
        yield f"obsolete: {identity(message)!r}"


def message_problems(message: Message, known: Catalog) -> Iterator[str]:
    if message.fuzzy:
        yield f"fuzzy: {identity(message)!r}"
    if not known.get(identity(message), message.context):
        yield f"obsolete: {identity(message)!r}"
    if translation(message) and shape(translation(message)) != shape(last_form(message)):
        yield f"placeholders or tags differ: {identity(message)!r}"


def last_form(message: Message) -> str:
    """The plural where there is one: only it is sure to hold every placeholder."""
    return message.id if isinstance(message.id, str) else message.id[-1]


def shape(text: str) -> tuple[list[str], bool, bool]:
    """What a translation must share with its original: placeholders, tags, line breaks at either end."""
    found = sorted(PLACEHOLDER.findall(text.replace("%%", "")))
    return found, text.startswith("\n"), text.endswith("\n")


def own_book(base: Path) -> Book:
    catalog = extract_messages([*(base / app for app in OWN_APPS), base / "templates"])
    return Book(base / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po", catalog, catalog)


def package_book(base: Path, domain: str) -> Book:
    """Strings of modules not installed may stay, so that switching one on finds its translation."""
    configs = [config for config in apps.get_app_configs() if config.name.split(".")[0] in EDITOR_PACKAGES]
    installed = [Path(config.path) for config in configs]
    modules = {module for folder in [*installed, *_reworded()] for module in _modules(folder)}
    path = base / "cms" / "locale" / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"
    folders = sorted({*installed, *modules})
    return Book(path, untranslated(installed, domain), package_messages(folders, domain))


def _reworded() -> Iterator[Path]:
    return (Path(import_module(name).__path__[0]) for name in REWORDED)


def _modules(folder: Path) -> Iterator[Path]:
    return (path.parents[1] for path in folder.rglob("locale/en") if path.is_dir())


def books(base: Path) -> list[Book]:
    return [own_book(base), package_book(base, "django"), package_book(base, "djangojs")]


def extract_all(base: Path) -> Iterator[str]:
    for book in books(base):
        yield f"{book.path.relative_to(base)}: {'updated' if merge(book) else 'unchanged'}"


def compile_all(base: Path) -> Iterator[str]:
    for folder in map(Path, settings.LOCALE_PATHS):
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            if compile_catalog(source):
                yield f"{source.relative_to(base)}: compiled"


def check_all(base: Path) -> Iterator[str]:
    found = [f"{book.path.relative_to(base)}: {problem}" for book in books(base) for problem in problems(book)]
    if found:
        raise CommandError("\n".join(found), returncode=1)
    yield "Every string has its Indonesian translation."


ACTIONS = {"extract": extract_all, "compile": compile_all, "check": check_all}


class Command(BaseCommand):
    help = "Extract, compile or check the Indonesian translations (Babel; no system gettext needed)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=ACTIONS)

    def handle(self, *args: Any, **options: Any) -> None:
        for line in ACTIONS[options["action"]](Path(settings.BASE_DIR)):
            self.stdout.write(line)
