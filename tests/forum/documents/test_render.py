import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.documents import FORMATS, model, render
from tests.forum.documents.readers import body, pages, paragraphs, part, words
from tests.forum.documents.samples import NOTULA, around, everywhere

ROOT = Path(__file__).parents[3]
HOSTILE = (
    '#import "@preview/x:1.0.0": *',
    "$x^2$ #panic()",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "${x} $running_head",
    "\\input{/etc/passwd} *a* _b_ `c`",
    "]]> &lt; &#65; \"'",
    "{{ x }} {% y %} %s {0}",
    "- 1. a + / // /* */ @a <b> ~ -- ---",
    "../../etc/passwd",
)


@pytest.mark.parametrize("format", FORMATS)
def test_notula_has_every_word_in_every_format(format):
    found = " ".join(words(render(NOTULA, format), format))
    for expected in (
        "NOTULA",
        "Selasa, 9 Mei 2017",
        "Bojonegoro Institute",
        "Asisten menyampaikan arahan.",
        "Unsur akademisi dimuat.",
        "Rancangan memuat tiga lampiran.",
        "23 Mei 2017",
        "SRI WULANDARI",
        "ttd.",
    ):
        assert expected in found


@pytest.mark.parametrize("format", FORMATS)
def test_same_model_gives_same_bytes_in_two_processes(format):
    code = (
        "import hashlib, django; django.setup(); from forum.documents import render;"
        "from tests.forum.documents.samples import NOTULA;"
        f"print(hashlib.sha256(render(NOTULA, {format!r})).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
        )
        for seed in ("1", "2")
    ]
    first, second = (run.stdout.strip() for run in runs)
    assert len(first) == 64
    assert first == second


@pytest.mark.parametrize("format", FORMATS)
def test_another_text_or_date_gives_other_bytes(format):
    one = render(around(model.Paragraph("satu")), format)
    assert one == render(around(model.Paragraph("satu")), format)
    assert one != render(around(model.Paragraph("dua")), format)
    assert one != render(around(model.Paragraph("satu"), date=NOTULA.metadata.date), format)


def test_unknown_format_is_refused():
    with pytest.raises(KeyError):
        render(NOTULA, "exe")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("format", FORMATS)
def test_markup_of_any_kind_is_only_text(format, text):
    content = render(around(model.Paragraph(text), model.Table((model.Column(text),), ((text,),))), format)
    if format == "pdf":
        assert "".join(pages(content)).replace("\n", "").replace(" ", "").count(text.replace(" ", "")) == 3
    else:
        assert paragraphs(content, format).count(text) == 3


@settings(max_examples=settings.default.max_examples * 15 // 100, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_characters="\u00ad\u2011", exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_text_anywhere_comes_out_as_it_went_in(text):
    for format in ("docx", "odt"):
        assert model.clean(text) in paragraphs(render(around(model.Paragraph(f"|{text}|")), format), format)[0]
        body(render(everywhere(text), format), format)
    assert render(everywhere(text), "pdf").startswith(b"%PDF-1.7")


@pytest.mark.parametrize("text", [*HOSTILE, "\U000e0001\ue000\U0001f600", "", "\x00\x1b[31m", "\u202egnp.exe"])
@pytest.mark.parametrize("format", FORMATS)
def test_hostile_text_in_every_place_renders(format, text):
    assert len(render(everywhere(text), format)) > 1000


def test_running_head_is_on_every_page_and_number_from_the_second():
    draft = model.Document(NOTULA.metadata, (*NOTULA.blocks, model.PageBreak(), *NOTULA.blocks), "RANCANGAN — Versi 3")
    texts = pages(render(draft, "pdf"))
    assert all("RANCANGAN — Versi 3" in text for text in texts)
    assert ["- 1 -" in texts[0], "- 2 -" in texts[1]] == [False, True]
    for name in ("word/header1.xml", "word/header2.xml"):
        assert "RANCANGAN — Versi 3" in part(render(draft, "docx"), name).decode()
    assert "RANCANGAN — Versi 3" in part(render(draft, "odt"), "styles.xml").decode()
