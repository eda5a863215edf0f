"""A joint position: each organisation joins by its own right, is bound to the words, leaves with a trace, is told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from decrees import events, services
from decrees.models import Comment, Notification, Support
from decrees.reading.threads.joint import words_digest
from decrees.register import Register
from forum.models import LedgerEntry
from tests.clients import as_
from tests.factories import OrganisationFactory, circulated, commented, member_of, opened, secretariat_user
from tests.factories.decrees import WRITING

pytestmark = pytest.mark.django_db


class Joint:
    """BI has commented; IDFoS and KPI may join, Bappeda only reads."""

    def __init__(self):
        names = ["BI", "IDFoS", "KPI"]
        self.bi, self.idfos, self.kpi = (member_of(OrganisationFactory(name=name, short_name=name)) for name in names)
        self.reader = member_of(OrganisationFactory(name="Bappeda"))
        self.version = circulated()
        opened(self.version, grants={self.of(one): WRITING for one in (self.bi, self.idfos, self.kpi)})
        self.comment = commented(self.version, self.bi)

    @staticmethod
    def of(user):
        return user.person.memberships.get().organisation

    @property
    def words(self):
        return words_digest(self.comment, self.comment.replies.all())

    def join(self, *users):
        for user in users:
            services.join_position(self.comment, words=self.words, by=user)

    def shown(self, user=None):
        return as_(user).get(self.comment.version.decree.url).content.decode()


@pytest.fixture
def joint(db):
    return Joint()


def verbs():
    return list(LedgerEntry.objects.filter(verb__startswith="comment.").order_by("seq").values_list("verb", flat=True))


def test_position_of_three_is_counted_and_answered_once_and_each_is_told(joint):
    joint.join(joint.idfos, joint.kpi, joint.kpi)
    assert verbs()[-2:] == [events.COMMENT_JOINED, events.COMMENT_JOINED]
    services.answer_comment(joint.comment, disposition="accepted", reason="Baik.", by=secretariat_user())
    told = Notification.objects.filter(kind=Notification.Kind.ANSWERED)
    assert {notice.user for notice in told} == {joint.bi, joint.idfos, joint.kpi}
    assert Comment.objects.to_answer().count() == 1
    [row] = Register(joint.version.decree, joint.bi).rows()
    assert [one.label for one in row.joined] == ["IDFoS", "KPI"]


def test_card_shows_all_whose_words_they_are(joint):
    joint.join(joint.idfos)
    services.support_comment(joint.comment, by=joint.kpi)
    page = joint.shown()
    head = page[page.index('class="comment-head"') :].split("</header>")[0]
    assert "BI" in head
    assert "IDFoS" in head
    assert "KPI" not in head


@pytest.mark.parametrize("who", ["reader", "bi"])
def test_who_may_not_comment_or_began_it_does_not_join(joint, who):
    with pytest.raises(PermissionDenied):
        joint.join(getattr(joint, who))
    assert Support.objects.count() == 0


def test_who_leaves_leaves_a_trace(joint):
    joint.join(joint.idfos, joint.kpi)
    services.leave_position(joint.comment, by=joint.idfos)
    services.leave_position(joint.comment, by=joint.idfos)
    assert [one.organisation.label for one in joint.comment.supports.all()] == ["KPI"]
    assert verbs()[-3:] == [events.COMMENT_JOINED, events.COMMENT_JOINED, events.COMMENT_LEFT]


def test_who_joined_is_asked_again_when_something_is_added(joint):
    joint.join(joint.idfos)
    before = joint.words
    services.add_comment(
        joint.version.decree, version=joint.version, clause="", text="Tambahan.", parent=joint.comment, by=joint.bi
    )
    assert joint.words != before
    with pytest.raises(ValidationError, match="bertambah"):
        services.join_position(joint.comment, words=before, by=joint.kpi)
    assert "IDFoS bergabung dengan kata-kata sebelumnya" in joint.shown()
    asked = Notification.objects.get(kind=Notification.Kind.ASKED)
    assert (asked.user, asked.comment) == (joint.idfos, joint.comment)
    assert as_(joint.idfos).get(asked.get_absolute_url()).status_code == 302
    assert joint.comment.clause_label in as_(joint.idfos).get("/pemberitahuan/").content.decode()
    joint.join(joint.idfos)
    assert "bergabung dengan kata-kata sebelumnya" not in joint.shown()


def test_reply_of_another_organisation_changes_no_words(joint):
    before = joint.words
    services.add_comment(
        joint.version.decree, version=joint.version, clause="", text="Setuju.", parent=joint.comment, by=joint.kpi
    )
    assert joint.words == before


def test_support_becomes_joining_and_is_not_withdrawn_as_support(joint):
    services.support_comment(joint.comment, by=joint.kpi)
    joint.join(joint.kpi)
    services.withdraw_support(joint.comment, by=joint.kpi)
    assert Support.objects.get().consent == joint.words


def test_button_joins_and_leaves_without_a_script(joint):
    address = f"{joint.comment.get_absolute_url()}gabung/"
    client = as_(joint.kpi)
    assert "KPI" in client.get(address).content.decode()
    client.post(address, {"words": joint.words})
    assert Support.objects.get().consent
    client.post(address, {"words": joint.words, "leave": "True"})
    assert Support.objects.count() == 0
    assert as_(joint.reader).post(address, {"words": joint.words}).status_code == 403
