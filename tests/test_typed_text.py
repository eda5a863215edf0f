"""Every door through which typed text comes in cleans it, and asks what is required to say something."""

import importlib
import inspect
import pkgutil

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

from decrees.forms.rounds import CirculateForm
from forum.forms.fields import LineField
from forum.forms.invitations.registrations import RegistrationForm
from forum.models import AgendaItem, Organisation, Registration
from forum.models.typed import NOTHING_SAID, TypedText, clean_line
from forum.models.typed.blocks import LineBlock, LinesBlock, MarkupBlock
from minutes.forms.corrections import WordsForm
from minutes.forms.minutes import ReasonForm
from minutes.models.blocks import TableBlock
from tests.blanks import BLANK
from tests.factories import meeting_page
from tests.house import APPS

# Their services clean what people say; the other texts of these records are taken over as they stand, to the letter.
BY_SERVICES = {
    "cms.LastRun", "cms.Refusal",
    "decrees.AdoptedAmendment", "decrees.Anchor", "decrees.Assignment", "decrees.ChangeSource", "decrees.CitizenNews",
    "decrees.Comment", "decrees.Concealment", "decrees.ConcealmentStep", "decrees.InputRequest", "decrees.Reaction",
    "decrees.Report", "decrees.Round", "decrees.Support", "decrees.Version", "forum.CalendarEntry",
    "forum.Countersignature",
    "forum.LedgerEntry", "forum.LedgerHead", "forum.SignedHead", "minutes.Agreement", "minutes.Approval",
    "minutes.Circulation", "minutes.Classification", "minutes.DecisionJoin", "minutes.Edition",
    "minutes.GuestAgreement", "minutes.HiddenPart", "minutes.HidingStep", "minutes.KeptFile", "minutes.KeptFinding",
    "minutes.PresentGuest", "minutes.Ralat", "minutes.Redaction", "minutes.RedactionLift", "search.Document",
    "search.FileText", "search.Term",
}  # fmt: skip


def modules():
    for app in APPS:
        for found in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if not any(part in found.name for part in (".migrations", ".settings", "cms.asgi", "cms.wsgi")):
                yield importlib.import_module(found.name)


def forms_of_ours():
    found = {one for module in modules() for one in vars(module).values() if inspect.isclass(one)}
    return {one for one in found if issubclass(one, forms.BaseForm) and one.__module__.split(".")[0] in APPS}


def is_exact(field):
    """What a script or a program fills in and the server compares: keys, quotes, what was shown."""
    return not field.strip or field.widget.is_hidden


def test_each_form_field_for_words_cleans_them():
    found = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in forms_of_ours()
        for name, field in form.base_fields.items()
        if type(field) is forms.CharField and not is_exact(field)
    }
    assert found == set()


def test_each_record_with_words_cleans_them_or_has_services_that_do():
    plain = {models.CharField, models.TextField, RichTextField}
    found = {
        model._meta.label
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not issubclass(model, TypedText)
        and any(type(field) in plain and field.editable and not field.choices for field in model._meta.concrete_fields)
    }
    assert found == BY_SERVICES


def inside(block):
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from inside(child)
    if isinstance(block, blocks.ListBlock):
        yield from inside(block.child_block)


def test_each_block_for_words_cleans_them():
    streams = [field for model in apps.get_models() for field in model._meta.fields if isinstance(field, StreamField)]
    words = [
        block
        for field in streams
        for block in inside(field.stream_block)
        if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock)
    ]
    assert {type(block) for block in words} == {LineBlock, LinesBlock, MarkupBlock, TableBlock}


# --- and does it


@pytest.mark.parametrize("text", [*BLANK, "…"])
@pytest.mark.parametrize(("form", "name"), [(CirculateForm, "changelog"), (WordsForm, "words"), (ReasonForm, "reason")])
def test_required_field_refuses_what_says_nothing(form, name, text):
    sent = form({name: text})
    assert not sent.is_valid()
    assert sent.errors[name]


def test_field_hands_on_cleaned_text():
    sent = CirculateForm({"changelog": "Butir\x0bb\x07", "reason": " Rapat\u2028Mei "})
    assert sent.is_valid()
    assert sent.cleaned_data == {"changelog": "Butir\nb", "reason": "Rapat\nMei"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BLANK)
def test_nobody_registers_with_a_name_that_shows_nothing(name):
    form = RegistrationForm({"name": name, "email": "siti@contoh.id", "consent": "on"})
    assert list(form.errors) == ["name"]
    with pytest.raises(ValidationError) as refusal:
        Registration(name=name, email="siti@contoh.id").full_clean(exclude=["invitation"])
    assert list(refusal.value.message_dict) == ["name"]


@pytest.mark.django_db
def test_record_is_cleaned_by_its_kind_of_field():
    organisation = Organisation(name="Dinas\x0bKominfo", description="Satu\x0bdua", short_name="\u200b", address="…")
    organisation.clean_typed_text()
    kept = (organisation.name, organisation.description, organisation.short_name, organisation.address)
    assert kept == ("Dinas Kominfo", "Satu\ndua", "", "…")


def test_agenda_item_must_say_something():
    with pytest.raises(ValidationError) as refusal:
        AgendaItem(text="---").full_clean(exclude=["meeting"])
    assert refusal.value.message_dict == {"text": [NOTHING_SAID]}


@pytest.mark.django_db
@pytest.mark.parametrize("live", [True, False])
def test_page_is_cleaned_whoever_saves_it(live):
    page = meeting_page(title="Rapat\x0blanjutan\u202e", live=live)
    assert (page.title, page.draft_title, page.slug) == ("Rapat lanjutan", "Rapat lanjutan", "rapat-lanjutan")


@pytest.mark.django_db
@pytest.mark.parametrize("title", BLANK)
@pytest.mark.parametrize("live", [True, False])
def test_page_has_a_title_that_can_be_seen(title, live):
    with pytest.raises(ValidationError):
        meeting_page(title=title, live=live, slug="rapat-x")


@pytest.mark.parametrize("block", [LineBlock(), LinesBlock(), TableBlock()])
@pytest.mark.parametrize("text", [*BLANK, "--"])
def test_required_block_refuses_what_says_nothing(block, text):
    with pytest.raises(ValidationError):
        block.clean(text)


@pytest.mark.parametrize("text", BLANK)
def test_required_rich_text_refuses_paragraphs_that_show_nothing(text):
    block = MarkupBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(f"<p><b>{text}</b></p><p>&nbsp;</p>"))
    assert MarkupBlock(required=False).clean(block.to_python(f"<p>{text}</p>")).source == ""


def test_blocks_hand_on_cleaned_text():
    rich = MarkupBlock()
    assert LineBlock().clean("jadwal\x0bbiaya") == "jadwal biaya"
    assert LinesBlock().clean("jadwal\x0bbiaya") == "jadwal\nbiaya"
    assert TableBlock().clean("\x07jadwal\tbiaya\u202e\x0b\tRp") == "jadwal\tbiaya\n\tRp"
    assert rich.clean(rich.to_python("<p>jadwal\x0bbiaya</p>")).source == "<p>jadwal biaya</p>"


def test_length_is_counted_after_cleaning():
    assert LineField(max_length=3).clean("ab\x07\u202ec") == clean_line("ab\x07\u202ec") == "abc"
