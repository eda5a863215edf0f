from pathlib import Path

from forum.documents import fonts


def test_font_in_use_is_preferred_or_embedded():
    family, files = fonts.chosen()
    assert fonts.font_in_use() == family
    assert family in (*fonts.PREFERRED, fonts.EMBEDDED)
    assert bool(files) == (family != fonts.EMBEDDED)
    assert all(Path(file).is_file() for file in files)
