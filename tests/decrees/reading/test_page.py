"""The page of a draft, its versions, comparison and files: what is shown, and to whom."""

import re
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from decrees import permissions, services
from decrees.models import Comment, DecreePage
from decrees.permissions import DecreePermission
from decrees.reading.page import read
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    circulated,
    closed,
    commented,
    decree_index,
    decree_page,
    lapsed,
    member_of,
    open_draft,
    opened,
    rewritten,
    secretariat_user,
)

pytestmark = pytest.mark.django_db


def get(url, user=None, **headers):
    return as_(user).get(url, headers=headers)


def page_of(version, user=None):
    return get(version.decree.url, user).content.decode()


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# --- the text


def test_page_shows_the_newest_version_laid_out_as_a_decree():
    version = circulated()
    circulated(rewritten(version.decree, rec_a="bahwa baru;"))
    text = plain(page_of(version))
    order = ["KEPUTUSAN BUPATI", "TENTANG", "Menimbang", "a. bahwa baru;", "Mengingat", "MEMUTUSKAN:", "Menetapkan",
             "KESATU", "KEDUA", "a. menyusun rencana aksi; dan", "setiap tahun.", "BUDI SANTOSA", "LAMPIRAN",
             "SUSUNAN KEANGGOTAAN", "KETERANGAN", "Ketua Sekretaris Daerah"]  # fmt: skip
    found = [text.find(words) for words in order]
    assert -1 not in found
    assert found == sorted(found)
    assert "keterbukaan perlu dijamin" not in text


def test_clauses_carry_what_the_script_relies_on():
    version, _, member = open_draft()
    html = page_of(version, member)
    assert 'data-can-comment="1"' in html
    assert 'data-can-comment="0"' in page_of(version)
    assert re.search(r'<div class="clause[^"]*" id="k-dik-1" data-clause="dik-1" tabindex="-1">', html)
    assert re.search(r'<p class="clause-body" data-text>Membentuk Tim Open Government.</p>', html)
    assert re.search(
        r'<td><span data-text data-start="8">IDFoS</span>[^/].*?</td><td data-text data-start="14">NGO</td>',
        html,
        re.DOTALL,
    )
    assert f'data-live="/ws/rancangan/{version.decree_id}/"' in html
    assert html.count("clause-comment-link") == 15


def test_comment_stands_beside_its_clause_with_the_passage_marked():
    version, _, member = open_draft()
    comment = commented(version, member, start=10, end=13)
    row = commented(version, member, clause="row-2", start=8, end=13)
    html = page_of(version)
    assert f'Membentuk <mark class="passage" data-comment-ids="{comment.pk}">Tim</mark> Open' in html
    assert f'<mark class="passage" data-comment-ids="{row.pk}">IDFoS</mark>' in html
    notes = html.split('data-comments="dik-1"')[1].split('data-comments="')[0]
    assert f'id="komentar-{comment.pk}"' in notes
    assert member.email not in html


def test_comment_text_is_escaped_and_keeps_its_lines():
    version, _, member = open_draft()
    commented(version, member, text="<script>alert(1)</script>\nbaris dua")
    html = page_of(version)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>baris dua" in html
    assert "<script>alert" not in html


def test_proposed_wording_is_shown_as_a_redline():
    version, _, member = open_draft()
    commented(version, member, start=10, end=13, proposed="Panitia")
    assert re.search(r"<del>.*Tim.*</del><ins>.*Panitia.*</ins>", page_of(version))


@pytest.mark.parametrize(("url", "queries"), [("page", 23), ("list", 14), ("versions", 16)])
def test_queries_do_not_grow_with_comments(url, queries, django_assert_num_queries):
    version, _, member = open_draft()
    address = {
        "page": version.decree.url,
        "list": decree_index().url,
        "versions": reverse("decrees:version-list", args=[version.decree_id]),
    }[url]
    client = as_(member)
    parent = commented(version, member, proposed="Panitia.")
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
    for clause in ["rec-a", "row-1"]:
        other = commented(version, member, clause=clause)
        services.answer_comment(other, disposition="noted", reason="Dicatat.", by=secretariat_user())
    commented(version, member, parent=parent)
    with django_assert_num_queries(queries):
        client.get(address)


def test_page_without_a_version_says_so_and_shows_no_draft_text():
    decree = decree_page()
    html = get(decree.url).content.decode()
    assert "Membentuk" not in html
    assert 'class="empty"' in html


def test_old_version_points_to_the_newest():
    old = circulated()
    new = circulated(rewritten(old.decree, rec_a="bahwa baru;"))
    html = get(old.get_absolute_url()).content.decode()
    assert "keterbukaan perlu dijamin" in html
    assert reverse("decrees:compare", args=[old.decree_id, 1, 2]) in html
    assert reverse("decrees:compare", args=[old.decree_id, 1, 2]) not in page_of(new)


def test_draft_without_an_open_round_points_to_what_the_last_one_heard():
    version, round_, _ = open_draft()
    heard = reverse("decrees:round-summary", args=[version.decree_id, 1])
    assert heard not in page_of(version)
    closed(round_)
    assert heard in page_of(version)
    assert as_(None).get(heard).status_code == 200
    assert "/putaran/" not in page_of(circulated())


# --- the list


def test_counts_leave_out_what_is_never_answered():
    version, _round, member = open_draft()
    services.answer_comment(commented(version, member), disposition="noted", reason="Ya.", by=secretariat_user())
    commented(version, member, audience=permissions.own_audiences(member)[0])
    reading = read(version.decree, version, member)
    assert (reading.inner_count, reading.asking_count, reading.answered_count) == (1, 1, 1)
    assert get(version.decree.url, member).content.decode().count('data-audience="organisation:') == 1
    [decree] = get(decree_index().url, member).context["decrees"]
    assert (decree.comment_count, decree.answered_count) == (1, 1)


def test_list_shows_stage_days_left_and_counts():
    version, round_, member = open_draft()
    services.answer_comment(commented(version, member), disposition="noted", reason="Ya.", by=secretariat_user())
    commented(version, member, audience="secretariat")
    [decree] = get(decree_index().url).context["decrees"]
    assert (decree.newest_number, decree.days_left, decree.comment_count, decree.answered_count) == (1, 7, 1, 1)
    lapsed(round_)
    [decree] = get(decree_index().url, member).context["decrees"]
    assert (decree.days_left, decree.comment_count, decree.answered_count) == (None, 2, 1)


# --- comparison


def test_comparison_shows_words_and_summary_and_has_a_permanent_address():
    old = circulated()
    circulated(rewritten(old.decree, dik_1="Membentuk Panitia Open Government."))
    response = get(reverse("decrees:compare", args=[old.decree_id, 1, 2]))
    summary = response.context["comparison"].summary
    assert (summary.changed, summary.added, summary.removed, summary.moved) == (1, 0, 0, 0)
    html = response.content.decode()
    assert re.search(r"<del [^>]*>.*Tim.*</del><ins>.*Panitia.*</ins>", html)
    assert "diktum KESATU" in html
    brief = get(reverse("decrees:compare", args=[old.decree_id, 1, 2]) + "?ringkas=1").content.decode()
    assert "keterbukaan" in html
    assert "keterbukaan" not in brief
    chosen = get(reverse("decrees:compare-choose", args=[old.decree_id]) + "?dari=1&ke=2")
    assert chosen.url == reverse("decrees:compare", args=[old.decree_id, 1, 2])
    unknown = get(reverse("decrees:compare-choose", args=[old.decree_id]) + "?dari=-1&ke=2")
    assert unknown.url == reverse("decrees:version-list", args=[old.decree_id])


# --- files


def test_files_are_the_same_bytes_every_time():
    version = circulated()
    url = reverse("decrees:download", args=[version.decree_id, 1, "docx"])
    first = get(url)
    assert first["Content-Disposition"].endswith('-versi-1.docx"')
    assert get(url).content == first.content
    assert b"Membentuk" in zipfile.ZipFile(BytesIO(first.content)).read("word/document.xml")
    assert get(url, if_none_match=first["ETag"]).status_code == 304
    assert "private" in first["Cache-Control"]
    assert get(url.replace("docx", "exe")).status_code == 404


# --- who may


def addresses(version, comment):
    pk = version.decree_id
    return [
        version.decree.url,
        version.get_absolute_url(),
        reverse("decrees:version-list", args=[pk]),
        reverse("decrees:compare", args=[pk, 1, 1]),
        reverse("decrees:compare-choose", args=[pk]),
        reverse("decrees:events", args=[pk]),
        reverse("decrees:comment-detail", args=[pk, comment.pk]),
        reverse("decrees:download", args=[pk, 1, "docx"]),
    ]


def test_draft_for_the_invited_does_not_exist_for_others():
    version, _, member = open_draft(reading="invited")
    comment = commented(version, member)
    stranger = member_of(OrganisationFactory())
    for url in addresses(version, comment):
        for outsider in [None, stranger]:
            assert get(url, outsider).status_code == 404, url
        for insider in [member, secretariat_user()]:
            assert get(url, insider).status_code in {200, 302}, url
    assert list(DecreePage.objects.visible_to(stranger)) == []
    assert [page.pk for page in DecreePage.objects.visible_to(member)] == [version.decree_id]
    assert list(Comment.objects.visible_to(stranger)) == []
    assert version.decree.title not in get(decree_index().url, stranger).content.decode()
    assert version.decree.title in get(decree_index().url, member).content.decode()
    assert "/rancangan/" + version.decree.slug not in get("/sitemap.xml").content.decode()


def test_unpublished_draft_does_not_exist_either():
    version, _, member = open_draft()
    comment = commented(version, member)
    version.decree.refresh_from_db()
    version.decree.unpublish()
    for url in addresses(version, comment):
        assert get(url, member).status_code == 404, url


def test_losing_the_grant_closes_the_draft():
    version, round_, member = open_draft(reading="invited")
    assert get(version.decree.url, member).status_code == 200
    grants = {OrganisationFactory(): {DecreePermission.COMMENT}}
    services.change_grants(round_, grants=grants, by=secretariat_user())
    assert get(version.decree.url, member).status_code == 404


def test_comments_are_read_by_their_audience_on_every_path():
    organisation, other_organisation = OrganisationFactory(), OrganisationFactory()
    version = circulated()
    opened(version, organisation, other_organisation)
    member, colleague, other = member_of(organisation), member_of(organisation), member_of(other_organisation)
    secretariat, public = secretariat_user(), None
    audiences = ["public", "members", "secretariat", f"organisation:{organisation.pk}"]
    comments = [commented(version, member, audience=audience, text=f"kata-{audience}") for audience in audiences]
    expected = [
        (public, {"public"}),
        (member_of(OrganisationFactory()), {"public"}),
        (other, {"public", "members"}),
        (colleague, {"public", "members", f"organisation:{organisation.pk}"}),
        (secretariat, {"public", "members", "secretariat"}),
        (member, set(audiences)),
    ]
    for reader, readable in expected:
        html = page_of(version, reader)
        shown = {audience for audience in audiences if f"kata-{audience}<" in html}
        replayed = get(reverse("decrees:events", args=[version.decree_id]), reader).content.decode()
        frames = {audience for audience in audiences if f"kata-{audience}<" in replayed}
        found = {c.audience for c in comments if get(c.get_absolute_url(), reader).status_code == 200}
        assert shown == found == readable
        assert frames == readable - ({"secretariat"} if reader == member else set())


def test_search_knows_the_circulated_text_of_public_drafts_only():
    public, secret = circulated(), circulated(reading="invited")
    circulated(rewritten(public.decree, rec_a="bahwa ayat baru;"))
    rewritten(public.decree, rec_a="bahwa rahasia;").save()
    assert [page.public_text().count("ayat baru") for page in DecreePage.objects.order_by("pk")] == [1, 0]
    assert "rahasia" not in DecreePage.objects.get(pk=public.decree_id).public_text()
    assert [page.pk for page in DecreePage.objects.search("ayat")] == [public.decree_id]
    assert list(DecreePage.objects.search("dijamin")) == []
    assert secret.decree.public_text() == ""
