"""Which personal data is kept, on what ground, who reads it and until when; what the page on privacy says."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.services.invitations.registrations import KEPT_FOR
from forum.services.sitting.forgetting import KEPT_FOR as SITTINGS_KEPT_FOR
from minutes.services.notes.forgetting import KEPT_FOR as NOTES_KEPT_FOR


@dataclass(frozen=True)
class Kind:
    """One row of the page."""

    data: str
    ground: str
    readers: str
    until: str


def kept_data() -> list[Kind]:
    task = _("public task (article 20(2)e): so that it is clear who may speak for an organisation")
    return [
        Kind(
            _("Your login: name, email address, password (as a fingerprint only)"),
            task,
            _("the secretariat and administrators"),
            _("until you or the secretariat erase it"),
        ),
        Kind(
            _("For whom you speak: organisation, office, from when until when"),
            task,
            _("the secretariat and your organisation; the public without your name"),
            _("until erased; the days stay in the record, without your name"),
        ),
        Kind(
            _("What you write and decide in the name of an organisation"),
            _("public task: the record of how a decree came about"),
            _("whom you address it to; shown with the office and the organisation, not with your name"),
            _("for good; personal data in it is hidden on request"),
        ),
        Kind(
            _(
                "Registration for an open meeting: name, email address, organisation or village, needs, reserved "
                "place, answers to the meeting's questions, what you wish about photographs"
            ),
            _("your consent (article 20(2)a), given with the registration; cancel it by the link in the mail"),
            _("the secretariat; each list that is taken out is recorded"),
            _("needs, reserved place until the meeting is over, the rest %(days)s") % {"days": _days(KEPT_FOR.days)},
        ),
        Kind(
            _("Invited without an account: name, office, email address or number, what you said with your answer"),
            _("public task: so that you are invited and your answer is known"),
            _("the secretariat; everybody the office, and the name where you agreed that the letter shows it"),
            _("%(days)s after the last invitation") % {"days": _days(KEPT_FOR.days)},
        ),
        Kind(
            _("Your name with a question to a meeting, or on its speaking list, if you gave one"),
            _("public task: the meeting"),
            _("everybody on the day of the meeting; questions that were not shown, the secretariat only"),
            _days(SITTINGS_KEPT_FOR.days),
        ),
        Kind(
            _("What was typed into the notes while a meeting sat, and with which login"),
            _("public task: the minutes are made of it"),
            _("the secretariat; on the day of the meeting organisations that are there"),
            _days(NOTES_KEPT_FOR.days),
        ),
        Kind(
            _("That you were at a meeting: name, organisation or village, position, a scan of the sheet you signed"),
            _("public task: proof of who took part; of whoever came without an organisation, your consent at the door"),
            _("the secretariat; the public numbers only"),
            _("%(days)s, then the number and the organisation") % {"days": _days(KEPT_FOR.days)},
        ),
        Kind(
            _("Email address at which you are asked, as a guest of a meeting, whether its minutes are right"),
            _("public task, and your consent if you registered: whoever was present may object"),
            _("the secretariat; an objection stands in public as that of an individual guest, without your name"),
            _days(KEPT_FOR.days),
        ),
        Kind(
            _("Email addresses to which letters and changes of a meeting were sent, when, and whether they arrived"),
            _("public task, and your consent if you registered: so that everybody is told, and once"),
            _("the secretariat"),
            _days(KEPT_FOR.days),
        ),
        Kind(
            _(
                "Heard on a draft without an account: email address, the name if it is to be published, what was said "
                "before it was published, which comments you support"
            ),
            _("your consent (article 20(2)a), given with the comment; take it back by the link in the mail"),
            _("nobody the address; the secretariat the words, and the name if it is to be published"),
            _("%(days)s after the last round; one day if you do not confirm it; words not published %(kept)s")
            % {"days": _days(settings.CITIZENS_KEPT_DAYS), "kept": _days(settings.HIDDEN_WORDS_KEPT_DAYS)},
        ),
        Kind(
            _("The file of a letter with an organisation's position: signatures, addresses, numbers in it"),
            _("public task: proof of what the organisation said"),
            _("the secretariat and the organisation; everybody the words that became comments"),
            _("%(days)s after the round; the words and the fingerprint of the file stay")
            % {"days": _days(settings.LETTER_FILES_KEPT_DAYS)},
        ),
        Kind(
            _("What you look for or follow by mail without an account, and your email address"),
            _("your consent (article 20(2)a), given when you ask for it; end it by the link in each mail"),
            _("nobody"),
            _("a year, or another one each time you keep it; one day if you do not confirm it"),
        ),
        Kind(
            _("Names and offices in invitations, minutes and teams"),
            _("public task: officials and named members of a team (Law 14 of 2008, article 18(2))"),
            _("everybody"),
            _("for good, as part of the archive"),
        ),
        Kind(
            _("Words that were hidden because they held personal data"),
            _("so that whoever wrote them may object"),
            _("the two people who decide; each look is recorded"),
            _("%(days)s, then erased") % {"days": _days(settings.HIDDEN_WORDS_KEPT_DAYS)},
        ),
        Kind(
            _("That somebody tried to sign in as you and was refused: when, and from which address"),
            _("so that you and the office notice an attack"),
            _("you; administrators see the number only"),
            _days(settings.REFUSALS_KEPT_DAYS),
        ),
        Kind(
            _("Who looked at registrations, people and logins in the administration, and when; not what stood there"),
            _("so that it can be told afterwards who saw personal data"),
            _("administrators"),
            _days(settings.ACCESSES_KEPT_DAYS),
        ),
        Kind(
            _("How often public minutes were read, and what readers think of them: numbers of a day"),
            _(
                "no personal data: no cookie, and no address is kept; that a network answers once a day is known by a "
                "fingerprint with a salt that is thrown away"
            ),
            _("everybody the sums; the secretariat the numbers of each record"),
            _("for good; the fingerprint one day"),
        ),
        Kind(
            _("Cookies: that you are signed in, your language, a code against forged forms"),
            _("needed for the site to work; nothing is followed, nothing comes from or goes to others"),
            _("this server"),
            _days(settings.SESSION_COOKIE_AGE // 86_400),
        ),
    ]


def _days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
