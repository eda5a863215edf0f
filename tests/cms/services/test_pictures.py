"""What is uploaded keeps the picture and loses all else: where it was taken, and what was hidden in the file."""

import io
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.users.models import UserProfile

from tests.clients import as_
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ORIENTATION, GPS, MODEL = 0x0112, 0x8825, 0x0110
SMUGGLED = b"<script>alert(1)</script>"


def photo(file_format, **more):
    exif = Pillow.Exif()
    exif[ORIENTATION], exif[MODEL], exif[GPS] = 6, "Telepon 7", {1: "S", 2: (7.0, 9.0, 0.0)}
    out = io.BytesIO()
    Pillow.new("RGB", (40, 20), "green").save(out, file_format, exif=exif, **more)
    return out.getvalue()


def upload(content, name):
    file = ContentFile(content, name=name)
    return get_image_model().objects.create(title="Foto", file=file, width=40, height=20)


def sent(client, content, name="foto.png"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("wagtailimages:add"), {"title": "Foto", "file": file, "collection": 1})


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_photo_forgets_where_it_was_taken_and_stays_the_right_way_up(file_format):
    image = upload(photo(file_format), f"foto.{file_format.lower()}")
    with image.file.open() as file:
        kept = Pillow.open(file)
        assert (kept.format, sorted(kept.size)) == (file_format, [20, 40])
        assert set(kept.getexif()) <= {ORIENTATION}
        assert b"Telepon" not in image.file.open().read()
    assert image.file_size == image.file.size
    before = image.file_hash
    image.title = "Foto rapat"
    image.save()
    assert image.file_hash == before


def test_photo_stands_as_it_was_held():
    with upload(photo("JPEG"), "foto.jpeg").file.open() as file:
        assert Pillow.open(file).getexif() == {ORIENTATION: 6}


def with_words():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SMUGGLED.decode())
    return photo("PNG", pnginfo=words)


HIDING_PLACES = {
    "behind the picture": lambda: photo("PNG") + SMUGGLED,
    "in its words": with_words,
    "in its comment": lambda: photo("JPEG", comment=SMUGGLED),
    "in its profile of colours": lambda: photo(
        "JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SMUGGLED
    ),
    "in its XMP": lambda: photo("WEBP", xmp=SMUGGLED),
    "behind a film": lambda: film() + SMUGGLED,
}


def film():
    out, frames = io.BytesIO(), [Pillow.new("RGB", (40, 20), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=2)
    return out.getvalue()


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_nothing_but_what_is_seen_survives(place):
    content = HIDING_PLACES[place]()
    assert SMUGGLED in content
    kept_as = Pillow.open(io.BytesIO(content)).format.lower()
    kept = upload(content, f"foto.{kept_as}").file.open().read()
    assert SMUGGLED not in kept
    assert "icc_profile" not in Pillow.open(io.BytesIO(kept)).info


def test_film_plays_as_before():
    with upload(film(), "film.gif").file.open() as file:
        kept = Pillow.open(file)
        assert (kept.n_frames, kept.info["loop"]) == (3, 2)
        played = []
        for number in range(3):
            kept.seek(number)
            played.append((kept.info["duration"], kept.convert("RGB").getpixel((5, 5))))
    assert played == [(100, (255, 0, 0)), (200, (0, 128, 0)), (300, (0, 0, 255))]


def test_transparency_stays():
    out = io.BytesIO()
    Pillow.new("RGBA", (40, 20), (10, 20, 30, 40)).save(out, "PNG")
    with upload(out.getvalue(), "foto.png").file.open() as file:
        assert Pillow.open(file).getpixel((1, 1)) == (10, 20, 30, 40)


def bomb(width, height):
    """A PNG of a few bytes that says to be this large."""
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    header = b"IHDR" + size + bytes([8, 2, 0, 0, 0])
    rest = photo("PNG")[33:]
    start = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"
    return start + header + zlib.crc32(header).to_bytes(4, "big") + rest


REFUSED = {
    "cut off": lambda: photo("PNG")[:-40],
    "a bomb": lambda: bomb(9000, 9000),
    "too large to be counted": lambda: bomb(2**31 - 1, 2**31 - 1),
    "a program": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_drawn_is_refused_by_the_form_in_words_and_by_every_other_way(what):
    client = as_(UserFactory(is_superuser=True))
    assert sent(client, photo("PNG")).status_code == 302
    answer = sent(client, REFUSED[what]())
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    with pytest.raises(ValidationError):
        upload(REFUSED[what](), "foto.png")
    assert get_image_model().objects.count() == 1


def test_picture_of_an_editor_is_drawn_anew_too():
    profile = UserProfile(user=UserFactory(), avatar=ContentFile(photo("PNG") + SMUGGLED, name="saya.png"))
    profile.save()
    assert SMUGGLED not in profile.avatar.open().read()
    profile.avatar = ContentFile(SMUGGLED, name="saya.png")
    profile.save()
    assert not profile.avatar


@pytest.mark.parametrize("name", ["foto.jpg", "foto.jpeg", "foto.pdf", "foto.docx", "foto.txt", "foto.csv"])
def test_a_photo_comes_in_as_a_document_by_no_name(name):
    """Documents are handed out as they came: with all that a telephone writes into a photo."""
    client = as_(UserFactory(is_superuser=True, is_staff=True))
    file = SimpleUploadedFile(name, photo("JPEG"))
    client.post(reverse("wagtaildocs:add"), {"title": "Foto", "file": file, "collection": 1})
    assert not get_document_model().objects.exists()
    report = SimpleUploadedFile("laporan.txt", b"Laporan rapat")
    client.post(reverse("wagtaildocs:add"), {"title": "Laporan", "file": report, "collection": 1})
    assert get_document_model().objects.get().title == "Laporan"
