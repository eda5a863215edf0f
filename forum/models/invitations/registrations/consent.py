"""What somebody who registers agrees to beside the meeting itself."""

from django.utils.translation import gettext, override

LANGUAGES = ("id", "en")


def asked_afterwards() -> str:
    return gettext("When it is over I may be asked by mail whether its minutes are right.")


def agreed_to_be_asked(consent: str) -> bool:
    """Whether the words that were agreed to say so, in whichever language they were shown."""
    for language in LANGUAGES:
        with override(language):
            if asked_afterwards() in consent:
                return True
    return False
