"""A passkey in a real browser: set up, used instead of the password, and asked for behind it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.server]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(demo, visit):
    """Keys are for a name, not for a number: the site by its other name."""
    page = visit(demo, path="/", live=False)
    page.key = page.context.new_cdp_session(page)
    page.key.send("WebAuthn.enable")
    page.at = lambda path: page.goto(f"http://localhost:{demo.port}{path}")
    return page


def take_key(page):
    return page.key.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]


def type_password(page):
    page.at("/akun/login/")
    page.locator("[name=login]").fill("bi@mufakat.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form[action$='/login/'] button").click()


def is_signed_in(page):
    page.at("/pemberitahuan/")
    return "/akun/" not in page.url


def sign_out(page):
    page.at("/akun/logout/")
    page.locator("main form[action$='/logout/'] button").click()
    page.wait_for_url(lambda url: "/logout/" not in url)
    assert not is_signed_in(page)


def test_passkey_signs_in_alone_and_is_asked_for_behind_the_password(page):
    authenticator = take_key(page)
    type_password(page)
    page.wait_for_url(lambda url: "/login/" not in url)
    page.at("/akun/faktor-kedua/webauthn/add/")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/akun/faktor-kedua/**codes/**")
    sign_out(page)

    page.at("/akun/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    assert is_signed_in(page)
    sign_out(page)

    type_password(page)
    expect(page.locator("#mfa_webauthn_authenticate")).to_be_visible()
    assert not is_signed_in(page)  # led back to where the key is asked for
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url(lambda url: "/akun/" not in url)
    assert is_signed_in(page)
    sign_out(page)

    # The same machine with another key: it fits neither alone nor behind the password.
    page.key.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})
    take_key(page)
    page.at("/akun/login/")
    page.locator("#passkey_login").click()
    expect(page.locator("#passkey_failed")).to_contain_text("Tidak ada yang berubah")
    assert not is_signed_in(page)
