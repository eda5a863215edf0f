"""A password that was stolen elsewhere is refused, by a list that lies on this machine."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cms.forms.breached import is_breached
from cms.reading.health import State
from cms.reading.health.installation import breached_passwords

STOLEN = [f"kata sandi curian {number}" for number in range(40)]
FREE = [f"kata sandi sendiri {number}" for number in range(40)]


def digests():
    return sorted(hashlib.sha1(one.encode()).hexdigest().upper() for one in STOLEN)


def as_file(folder, newline):
    path = folder / "daftar.txt"
    path.write_bytes("".join(f"{one}:{number}{newline}" for number, one in enumerate(digests())).encode())
    return path


def as_folder(folder, ending):
    for one in digests():
        with (folder / f"{one[:5]}{ending}").open("a") as file:
            file.write(f"{one[5:]}:7\r\n")
    return folder


@pytest.mark.parametrize("kept", [(as_file, "\n"), (as_file, "\r\n"), (as_folder, ""), (as_folder, ".txt")])
def test_each_stolen_password_is_found_and_no_other(tmp_path, kept):
    form, spelling = kept
    where = form(tmp_path, spelling)
    assert [one for one in STOLEN if not is_breached(one, where)] == []
    assert [one for one in FREE if is_breached(one, where)] == []


def test_empty_list_and_list_without_a_last_line_break_are_read(tmp_path):
    path = tmp_path / "daftar.txt"
    path.write_text("")
    assert not is_breached(STOLEN[0], path)
    path.write_text("\n".join(digests()))
    assert all(is_breached(one, path) for one in STOLEN)


@pytest.mark.django_db
def test_stolen_password_is_refused_where_a_list_is_set_and_the_doctor_says_whether(settings, tmp_path):
    validate_password(STOLEN[0])
    assert "BREACHED_PASSWORDS" in breached_passwords().says
    settings.BREACHED_PASSWORDS = as_file(tmp_path, "\r\n")
    with pytest.raises(ValidationError) as refused:
        validate_password(STOLEN[0])
    assert [error.code for error in refused.value.error_list] == ["password_breached"]
    validate_password(FREE[0])
    assert breached_passwords().state == State.OK
    settings.BREACHED_PASSWORDS = tmp_path / "gone"
    assert breached_passwords().state == State.FAILURE
