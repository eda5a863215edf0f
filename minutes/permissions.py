"""May X do Y to these minutes. The privacy of the page decides about published ones, the recipients about circulated
ones."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.models import Page, ReferenceIndex

from forum.models import MeetingPage, Organisation, Presence
from forum.models.sitting import is_on_today
from forum.permissions import (
    Anyone,
    can_read_paper_file,
    can_view_page,
    current_membership,
    is_secretariat,
    organisations_of,
    require,
)
from minutes.models import (
    ActionItem,
    Attachment,
    Correction,
    Evidence,
    HiddenPart,
    KeptFile,
    MinutesPage,
    PresentGuest,
    content,
    states,
)
from minutes.models.hiding import is_hidden_file
from minutes.models.states import State, Step

if TYPE_CHECKING:
    from wagtail.documents.models import AbstractDocument

__all__ = [
    "can_agree",
    "can_answer_correction",
    "can_classify",
    "can_correct",
    "can_decide_hiding",
    "can_follow_notes",
    "can_hide",
    "can_join",
    "can_mend",
    "can_read_circulated",
    "can_read_file",
    "can_read_internal",
    "can_redact",
    "can_reply",
    "can_report",
    "can_see_evidence",
    "can_take",
    "can_take_notes",
    "can_view",
    "circulated_for",
    "is_kept",
    "is_of_guest",
    "organisations_of",
    "organisations_present",
    "require",
    "steps_for",
    "visible_corrections",
]

CIRCULATING = frozenset({State.CIRCULATED, State.APPROVED})


def can_view(user: Anyone, minutes: MinutesPage) -> bool:
    """Read the published edition."""
    return minutes.live and can_view_page(user, minutes)


def can_write(user: Anyone) -> bool:
    return is_secretariat(user)


def can_read_circulated(user: Anyone, minutes: MinutesPage) -> bool:
    """Read the text circulated for correction: organisations that took part, the chair, the secretariat."""
    if minutes.state not in CIRCULATING or not user.is_authenticated:
        return False
    return is_secretariat(user) or _is_chair(user, minutes) or _is_recipient(user, minutes)


def circulated_for(user: Anyone) -> QuerySet[MinutesPage]:
    """Minutes for which `can_read_circulated` is true, as a list."""
    if not user.is_authenticated:
        return MinutesPage.objects.none()
    circulating = MinutesPage.objects.filter(state__in=CIRCULATING).select_related("meeting")
    if is_secretariat(user):
        return circulating
    membership = current_membership(user)
    led = Q(chair=membership.post_id) if membership and membership.post_id else Q()
    received = Q(recipients__organisation__in=organisations_of(user))
    return circulating.filter(received | led).distinct()


def visible_corrections(user: Anyone, minutes: MinutesPage) -> QuerySet[Correction]:
    """The corrections, for those who may read the circulated text and for the secretariat; else none."""
    readable = can_write(user) or can_read_circulated(user, minutes)
    corrections = minutes.corrections.select_related("organisation__sector").prefetch_related("steps")
    return corrections if readable else corrections.none()


def can_correct(user: Anyone, minutes: MinutesPage) -> bool:
    return minutes.state == State.CIRCULATED and user.is_authenticated and _is_recipient(user, minutes)


def can_answer_correction(user: Anyone) -> bool:
    """Accept it, decline it, or ask back."""
    return is_secretariat(user)


def can_reply(user: Anyone, correction: Correction) -> bool:
    """Answer a question about it, or take it back: whoever speaks for the organisation that objected."""
    return correction.organisation in organisations_of(user)


def is_of_guest(correction: Correction, guest: PresentGuest) -> bool:
    """What a guest asked for by the link: nobody else replies to a question about it, or takes it back."""
    by_guest = getattr(correction, "by_guest", None)
    return by_guest is not None and by_guest.guest_id == guest.pk


def can_agree(user: Anyone, minutes: MinutesPage) -> bool:
    return can_correct(user, minutes)


def can_take(user: Anyone, step: Step, minutes: MinutesPage) -> bool:
    """Whether this person may take the step in general. Whether it is possible in this state is in
    `minutes.models.states`."""
    return is_secretariat(user) or (step == Step.APPROVE and _is_chair(user, minutes))


def steps_for(user: Anyone, minutes: MinutesPage) -> list[Step]:
    """The steps that this person may take in the present state."""
    return [step for step in Step if states.allows(minutes.state, step) and can_take(user, step, minutes)]


def can_report(user: Anyone, item: ActionItem) -> bool:
    """Say how a follow-up stands: who speaks for an organisation in charge, who holds a post in charge, the
    secretariat."""
    if is_secretariat(user):
        return True
    mine = {one.pk for one in organisations_of(user)}
    return bool(mine & set(item.owner_keys)) or _holds_post(user, item)


def _holds_post(user: Anyone, item: ActionItem) -> bool:
    membership = current_membership(user) if user.is_authenticated else None
    return bool(membership and membership.post_id in {one.pk for one in item.posts.all()})


def can_see_evidence(user: Anyone, evidence: Evidence) -> bool:
    """Of minutes that this person may read: what is for everybody, or who speaks for an organisation of the forum."""
    if evidence.audience == Evidence.Audience.PUBLIC:
        return True
    return is_secretariat(user) or bool(organisations_of(user))


def can_join(user: Anyone, minutes: MinutesPage) -> bool:
    """Note what a decision led to."""
    return is_secretariat(user) and minutes.live


def _is_recipient(user: Anyone, minutes: MinutesPage) -> bool:
    return minutes.recipients.filter(organisation__in=organisations_of(user)).exists()


def _is_chair(user: Anyone, minutes: MinutesPage) -> bool:
    membership = current_membership(user) if user.is_authenticated else None
    circulated = minutes.circulated_revision
    chair = (circulated.content["chair"] if circulated else None) or minutes.chair_id
    return membership is not None and membership.post_id is not None and membership.post_id == chair


def can_hide(user: Anyone, minutes: MinutesPage) -> bool:
    """Propose to hide a part of them, look at it, and show again what was hidden."""
    return is_secretariat(user) and minutes.is_record


def can_redact(user: Anyone, minutes: MinutesPage) -> bool:
    """Black words out for the public, show them again, and say what of personal data stays."""
    return is_secretariat(user)


def can_classify(user: Anyone) -> bool:
    """Say in which class of information of UU 14/2008 a record is."""
    return is_secretariat(user)


def can_mend(user: Anyone, minutes: MinutesPage) -> bool:
    """Mend a slip of the pen in what is public."""
    return is_secretariat(user) and minutes.state == State.PUBLISHED


def can_read_internal(user: Anyone, minutes: MinutesPage) -> bool:
    """Read published minutes with what is blacked out: whoever was circulated these words, and the secretariat."""
    if not (minutes.live and user.is_authenticated):
        return False
    return is_secretariat(user) or _is_chair(user, minutes) or _is_recipient(user, minutes)


def can_decide_hiding(user: Anyone, hiding: HiddenPart) -> bool:
    """The second person: the same duty, another login."""
    return can_hide(user, hiding.minutes) and hiding.by_id not in (None, user.pk)


def can_read_file(user: Anyone, document: "AbstractDocument") -> bool:
    """Whoever may read a page with the file may read the file. A file that is on no page is for editors only, one that
    is hidden for those who decide about that."""
    if is_hidden_file(document):
        return is_secretariat(user)
    if is_secretariat(user) or document_policy.user_has_any_permission(user, ["add", "change", "choose"]):
        return True
    if withholding := [
        one for one in _redacted_with(document) if content.is_withheld(one, f"attachments:{document.pk}")
    ]:
        return any(can_read_internal(user, one) for one in withholding)
    if _is_attached(user, document) or can_read_paper_file(user, document):
        return True
    return any(can_view_page(user, page) for page in _pages_linking_to(document))


def is_kept(*documents: int) -> bool:
    """Whether one of these documents was circulated: then nobody replaces or deletes it. What was circulated before
    digests of files were noted is found by the minutes."""
    attached = Attachment.objects.filter(document__in=documents, minutes__circulated_at__isnull=False)
    return KeptFile.objects.filter(document__in=documents).exists() or attached.exists()


def _is_attached(user: Anyone, document: "AbstractDocument") -> bool:
    """Drafts hold attachments in the revision, so for circulated minutes the revision is searched."""
    if MinutesPage.objects.visible_to(user).filter(attachments__document=document.pk).exists():
        return True
    texts = circulated_for(user).values_list("circulated_revision__content", flat=True)
    return any(one["document"] == document.pk for text in texts if text for one in text["attachments"])


def _redacted_with(document: "AbstractDocument") -> QuerySet[MinutesPage]:
    return MinutesPage.objects.filter(blackouts__isnull=False, attachments__document=document.pk).distinct()


def _pages_linking_to(document: "AbstractDocument") -> QuerySet[Page]:
    """But meetings that have it as a paper of their agenda: each paper says for whom it is."""
    links = ReferenceIndex.get_references_to(document).exclude(model_path__startswith="papers.item.")
    links = links.values_list("object_id", flat=True)
    return Page.objects.live().filter(pk__in=[int(pk) for pk in links if pk.isdecimal()])


def can_take_notes(user: Anyone, meeting: MeetingPage) -> bool:
    """Before the meeting, too: whoever takes notes prepares them."""
    return meeting.live and is_secretariat(user)


def can_follow_notes(user: Anyone, meeting: MeetingPage) -> bool:
    """Whoever takes them; on the day of the meeting, and no longer, who speaks for an organisation that is there.
    Afterwards those present read the minutes that are circulated."""
    if can_take_notes(user, meeting):
        return True
    return is_on_today(meeting) and can_view_page(user, meeting) and bool(organisations_present(user, meeting))


def organisations_present(user: Anyone, meeting: MeetingPage) -> list[Organisation]:
    """Those for which somebody speaks and of which people were recorded at the door."""
    speaks_for = organisations_of(user)
    if not speaks_for:
        return []
    there = Presence.objects.filter(meeting=meeting, organisation__in=speaks_for).counted()
    keys = set(there.values_list("organisation", flat=True))
    return [one for one in speaks_for if one.pk in keys]
