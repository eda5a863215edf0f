"""Who is let in, how often one may try, and for how long: passwords, limits, sessions."""

from cms.settings.environment import env

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "first_name", "last_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "cms.forms.passwords.PatternValidator"},
    {"NAME": "cms.forms.passwords.LocalNameValidator"},
    {"NAME": "cms.forms.breached.BreachedPasswordValidator"},
]
# Passwords that were stolen elsewhere, as SHA-1 in order: a file or a folder that the operator brings. Nobody is asked.
BREACHED_PASSWORDS = env.existing("BREACHED_PASSWORDS")

# By the network of the visitor ("ip"; a whole office may stand behind one) and by the address that is mailed ("key").
# Wrong passwords: cms/forms/accounts.py says what counts as one key.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "30/m/ip,300/h/ip",
    "login_failed": "5/5m/key",
    "reset_password": "20/h/ip,3/h/key",
    "request_login_code": "30/h/ip,5/h/key",
}
# Who is not known here gets no mail: anybody could have typed the address. One is made all the same, and thrown away
# behind the queue (cms/forms/accounts.py), so that nobody learns by the clock who has a login.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True

# One's own address: changed after typing the password, and only once the new one has answered; the old one is told.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Nobody chooses a password for somebody else (forum/desk/viewsets/logins.py).
WAGTAILUSERS_PASSWORD_ENABLED = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True

# Who acts as secretariat or administrator signs in anew after so long, and after so long without doing anything.
DUTY_SESSION_HOURS = env.int("DUTY_SESSION_HOURS", default=12)
DUTY_IDLE_MINUTES = env.int("DUTY_IDLE_MINUTES", default=60)
SESSION_COOKIE_AGE = env.int("SESSION_DAYS", default=14) * 86_400

# The second factor: an app that shows codes, a security key or passkey, and codes on paper for when it is lost.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey with its own PIN or fingerprint is both factors at once, and opens nothing on a site that only looks alike.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "cms.forms.passkeys.AddPasskeyForm",
    "authenticate_webauthn": "cms.forms.passkeys.PasskeyForm",
    "edit_webauthn": "cms.forms.passkeys.RenamePasskeyForm",
    "login_webauthn": "cms.forms.passkeys.PasskeyLoginForm",
    "reauthenticate_webauthn": "cms.forms.passkeys.PasskeyAgainForm",
}
MFA_ADAPTER = "cms.forms.accounts.SecondFactorAdapter"
# A new address that has not answered yet is no reason to refuse a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TRUST_ENABLED = False
# Secrets of second factors and waiting mails are sealed with the first; the others opened what they sealed before.
# Empty: with SECRET_KEY.
DATA_ENCRYPTION_KEYS = env.secret_keys("DATA_ENCRYPTION_KEY")
# Whether who acts as secretariat or administrator needs one for the editors' rooms.
DUTY_SECOND_FACTOR = env.bool("DUTY_SECOND_FACTOR", default=False)
# Before duties, settings, logins are changed, or something is withdrawn or hidden: how long ago one may have shown who
# one is. 0: it is never asked again.
GRAVE_ACTS_WITHIN_MINUTES = env.int("GRAVE_ACTS_WITHIN_MINUTES", default=15)
ACCOUNT_REAUTHENTICATION_TIMEOUT = (GRAVE_ACTS_WITHIN_MINUTES or 15) * 60

# For how many days it is kept who looked at personal data of others, and which sign-ins were refused.
ACCESSES_KEPT_DAYS = env.int("ACCESSES_KEPT_DAYS", default=365)
REFUSALS_KEPT_DAYS = env.int("REFUSALS_KEPT_DAYS", default=90)
