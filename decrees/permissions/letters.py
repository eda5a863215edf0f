"""May X bring a letter with the position of an organisation, work on it, see it before it is taken in."""

from decrees.models import DecreePage, Letter
from decrees.permissions.writing import can_circulate, can_comment, representation_for, speaking_for
from forum.models import Organisation
from forum.permissions import Anyone, is_secretariat, organisations_of


def can_bring_letter(user: Anyone, decree: DecreePage, organisation: Organisation) -> bool:
    """The secretariat for any organisation until the round is closed; an organisation its own while it is open."""
    if can_circulate(user, decree):
        return True
    return can_comment(user, decree) and representation_for(user, decree, organisation) is not None


def can_bring_letters(user: Anyone, decree: DecreePage) -> bool:
    """For at least one organisation."""
    return can_circulate(user, decree) or bool(bringing_for(user, decree))


def bringing_for(user: Anyone, decree: DecreePage) -> list[Organisation]:
    """The organisations whose own people somebody is, as far as they may comment here now."""
    return [
        one for one in organisations_of(user) if can_comment(user, decree) and representation_for(user, decree, one)
    ]


def can_work_on_letter(user: Anyone, letter: Letter) -> bool:
    """Whoever may bring it; what an organisation brought itself is worked on by its own people alone."""
    if letter.is_taken:
        return False
    if letter.on_behalf:
        return can_circulate(user, letter.decree)
    own = representation_for(user, letter.decree, letter.organisation)
    return own is not None and can_comment(user, letter.decree)


def can_see_letter(user: Anyone, letter: Letter) -> bool:
    """All of it, with the file: the secretariat, and those who speak for the organisation."""
    return is_secretariat(user) or speaking_for(user, letter.organisation) is not None
