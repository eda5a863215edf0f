"""What is known to be open in a package stops the check; not having been able to ask does not."""

from tests.audit import told

CLEAN = {"name": "django", "version": "5.2.9", "vulns": []}
OPEN = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "description": ""}]}
UNKNOWN = {"name": "wagtail", "skip_reason": "Dependency not found"}


def test_known_hole_fails_and_says_what_mends_it():
    lines, failed = told({"dependencies": [CLEAN, OPEN]})
    assert failed
    assert lines[1:] == ["pillow 1.0: PYSEC-1, mended by 1.1"]


def test_no_known_hole_passes_and_names_what_could_not_be_asked():
    lines, failed = told({"dependencies": [CLEAN, UNKNOWN]})
    assert not failed
    assert lines == ["1 of 2 packages were asked about; 0 known holes.", "Could not be asked about: wagtail."]


def test_silent_index_is_told_and_fails_nothing():
    for found in (None, {"dependencies": [UNKNOWN]}):
        lines, failed = told(found)
        assert not failed
        assert "could not be asked" in lines[0]
