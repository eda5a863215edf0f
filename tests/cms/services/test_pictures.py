"""What is uploaded keeps the picture and loses where it was taken."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.images import get_image_model

pytestmark = pytest.mark.django_db
ORIENTATION, GPS, MODEL = 0x0112, 0x8825, 0x0110


def photo(file_format, *, told=True):
    exif = Pillow.Exif()
    exif[ORIENTATION], exif[MODEL], exif[GPS] = 6, "Telepon 7", {1: "S", 2: (7.0, 9.0, 0.0)}
    out = io.BytesIO()
    picture = Pillow.new("RGB", (40, 20), "green")
    picture.save(out, file_format, **({"exif": exif} if told else {}))
    return out.getvalue()


def upload(content, name):
    file = ContentFile(content, name=name)
    return get_image_model().objects.create(title="Foto", file=file, width=40, height=20)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_photo_forgets_where_it_was_taken_and_stays_the_right_way_up(file_format):
    image = upload(photo(file_format), f"foto.{file_format.lower()}")
    with image.file.open() as file:
        kept = Pillow.open(file)
        assert (kept.format, kept.size) == (file_format, (40, 20))
        assert dict(kept.getexif()) == {ORIENTATION: 6}
    assert image.file_size == image.file.size
    before = image.file_hash
    image.title = "Foto rapat"
    image.save()
    assert image.file_hash == before


def test_photo_that_tells_nothing_is_kept_as_it_is():
    content = photo("JPEG", told=False)
    assert upload(content, "foto.jpg").file.read() == content
