"""What the Board keeps in sight beside its plan, as pages."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from goldenthread.boards.offered import groups
from goldenthread.core import clock
from goldenthread.core.access.acts import Act
from goldenthread.core.filters import there, ways, years_of
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.plans import queries
from goldenthread.plans import register_forms as forms
from goldenthread.plans.models import (
    Assurance,
    Campaign,
    ExternalStrategy,
    Forum,
    ForumCount,
    IssueOfConcern,
    LivedExperience,
    Policy,
    Service,
)
from goldenthread.plans.offered import principles
from goldenthread.plans.words import by_when, of


def assured(one: IssueOfConcern) -> Status:
    """When the Board last heard how an issue is looked after; with more than twelve months, that it is long ago."""
    last = one.last_assured_on()
    if last is None:
        return Status("ring", "No assurance yet")
    words = f"{last.day} {last:%B %Y}"
    return (
        Status("part", f"{words}, over 12 months ago")
        if queries.is_stale(last, clock.today())
        else Status("good", words)
    )


def _heard(*, lately: bool) -> Q:
    """Issues of which the Board heard in the last twelve months, or at any time."""
    told = Assurance.objects.filter(issue=OuterRef("pk"))
    return Q(Exists(told.filter(given_on__gte=clock.today() - queries.A_YEAR) if lately else told))


ASSURED = ways(
    "assured",
    "Last assurance",
    "text",
    ("lately", "Within 12 months", lambda: _heard(lately=True)),
    ("long_ago", "Over 12 months ago", lambda: _heard(lately=False) & ~_heard(lately=True)),
    ("never", "No assurance yet", lambda: ~_heard(lately=False)),
)


def standing_of(one: Policy) -> Status:
    """How a document stands: withdrawn, to be reviewed, or in force."""
    today = clock.today()
    if one.withdrawn_on and one.withdrawn_on <= today:
        return Status("info", "Withdrawn")
    if one.review_on and one.review_on < today:
        return Status("late", f"Review {(today - one.review_on).days:,} days late")
    return Status("good", "In force")


def consent(one: LivedExperience) -> Status:
    """Whether their words may be used today."""
    today = clock.today()
    if one.withdrawn_on:
        return Status("info", "Withdrawn: their words are gone")
    if one.agreed_until < today:
        return Status("bad", "Agreement has run out: ask again, or withdraw")
    days = (one.agreed_until - today).days
    if days <= queries.SOON.days:
        return Status("part", f"Agreement ends in {days} {'day' if days == 1 else 'days'}")
    return Status("good", one.get_agreed_to_display())


kind(
    Kind(
        model=IssueOfConcern,
        slug="issues-of-concern",
        one="issue of concern",
        many="issues of concern",
        intro="What a Board should concern itself with, by the statutory guidance: who looks after each, and when the "
        "Board last heard how.",
        columns=(
            Column("Issue", lambda one: one.text, sort="text"),
            Column("Who looks after it", lambda one: one.looked_after_by or Status("ring", "Nobody is named")),
            Column("Last assurance", assured),
        ),
        rows=(
            Row("Who looks after it", lambda one: one.looked_after_by),
            Row("Last assurance", assured),
        ),
        empty="Add the issues the Board concerns itself with, each with the forum that looks after it.",
        form=forms.IssueForm,
        new_words="Add an issue",
        search=("text", "forum"),
        filters=(ASSURED, Filter("group", "Group that looks after it", "group", groups)),
        with_them=("group",),
        before=("group__names", "assurances"),
        parts=(Part("assurances", "issue", "What the Board heard of it"),),
    )
)
kind(
    Kind(
        model=Assurance,
        slug="assurances",
        one="assurance",
        many="assurances",
        intro="What the Board heard, and from whom, of how each issue of concern is looked after.",
        columns=(
            Column("What it said", lambda one: one.text, sort="text"),
            Column("Issue", lambda one: one.issue.text, sort="issue__text"),
            Column("Given by", lambda one: one.given_by, sort="given_by"),
            Column("On", lambda one: one.given_on, sort="given_on"),
        ),
        rows=(
            Row("Issue", lambda one: one.issue),
            Row("Given by", lambda one: one.given_by),
            Row("On", lambda one: one.given_on),
        ),
        empty="Add what the Board heard of an issue of concern, on the issue’s own page.",
        form=forms.AssuranceForm,
        new_words="Add an assurance",
        begun=lambda _: {},
        search=("text", "given_by"),
        filters=(
            there(Assurance, "issue", "Issue", "issue", "issue__text", board="issue__board"),
            years_of(Assurance, "given_on", board="issue__board"),
        ),
        with_them=("issue",),
    )
)
kind(
    Kind(
        model=Policy,
        slug="policies",
        one="policy",
        many="policies",
        heading="Policies and guidance",
        intro="Policies, procedures and other documents of the partnership: which version holds, what it replaced, and "
        "when it is looked at again.",
        columns=(
            Column("Document", lambda one: one.name, sort="name"),
            Column("What it is", lambda one: one.get_kind_display(), sort="kind"),
            Column("Version", lambda one: one.version, sort="version"),
            Column("In force from", lambda one: one.in_force_on or one.new_in, sort="in_force_on"),
            Column("Review", lambda one: by_when(one.review_on, is_open=one.withdrawn_on is None), sort="review_on"),
            Column("State", standing_of),
        ),
        rows=(
            Row("What it is", lambda one: one.get_kind_display()),
            Row("State", standing_of),
            Row("Version", lambda one: one.version),
            Row("Replaces", lambda one: one.supersedes),
            Row("Replaced by", lambda one: ", ".join(str(each) for each in one.superseded_by.all())),
            Row("Who keeps it", lambda one: one.owner),
            Row("Shared with", lambda one: one.joint_with),
            Row("Where it is", lambda one: one.link),
            Row("In force from", lambda one: one.in_force_on or one.new_in),
            Row("To be reviewed by", lambda one: one.review_on),
            Row("Withdrawn on", lambda one: one.withdrawn_on),
            Row("What is new in it", lambda one: one.what_is_new, is_long=True),
            Row("How people were told of it", lambda one: one.launch, is_long=True),
        ),
        empty="Add the policies and guidance of the partnership, each with the day by which it is reviewed.",
        form=forms.PolicyForm,
        new_words="Add a document",
        search=("name", "owner", "what_is_new"),
        filters=(Filter("kind", "What it is", "kind", lambda _: of(Policy.Kind.choices)),),
        with_them=("supersedes",),
    )
)
kind(
    Kind(
        model=Campaign,
        slug="campaigns",
        one="campaign",
        many="campaigns",
        intro="Campaigns the Board led or took part in: when, with whom, what was made, and how far they reached.",
        columns=(
            Column("Campaign", lambda one: one.name, sort="name"),
            Column("First day", lambda one: one.begins_on, sort="begins_on"),
            Column("Last day", lambda one: one.ends_on, sort="ends_on"),
            Column("Priority", lambda one: one.priority.name if one.priority else "", sort="priority__name"),
            Column("People it reached", lambda one: one.reach, sort="reach", is_number=True),
        ),
        rows=(
            Row("First day", lambda one: one.begins_on),
            Row("Last day", lambda one: one.ends_on),
            Row("Priority", lambda one: one.priority),
            Row("What it was about", lambda one: one.about, is_long=True),
            Row("Who took part", lambda one: one.partners, is_long=True),
            Row("What was made and done", lambda one: one.outputs, is_long=True),
            Row("People it reached", lambda one: one.reach),
            Row("How that was counted", lambda one: one.reach_note),
        ),
        empty="Add the campaigns of the year.",
        form=forms.CampaignForm,
        filters=(there(Campaign, "priority", "Priority", "priority", "priority__name"),),
        new_words="Add a campaign",
        search=("name", "about", "partners"),
        with_them=("priority",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Service,
        slug="services",
        one="service",
        many="services",
        heading="Where people can get help",
        intro="Services people can be told of: for whom, in what form, for how long, and when that was last checked.",
        columns=(
            Column("Service", lambda one: one.name, sort="name"),
            Column("Whom it is for", lambda one: one.audience, sort="audience"),
            Column("How it is given", lambda one: one.format),
            Column("How long", lambda one: one.length),
            Column("To be checked by", lambda one: by_when(one.review_on), sort="review_on"),
        ),
        rows=(
            Row("Who gives it", lambda one: one.given_by),
            Row("Whom it is for", lambda one: one.audience),
            Row("What it offers", lambda one: one.about, is_long=True),
            Row("How it is given", lambda one: one.format),
            Row("How long it lasts", lambda one: one.length),
            Row("Where to find it", lambda one: one.link),
            Row("Priority", lambda one: one.priority),
            Row("Link last tried on", lambda one: one.checked_on),
            Row("To be checked by", lambda one: by_when(one.review_on)),
        ),
        empty="Add the services that workers can tell people of.",
        form=forms.ServiceForm,
        filters=(there(Service, "priority", "Priority", "priority", "priority__name"),),
        new_words="Add a service",
        search=("name", "audience", "about", "given_by"),
        with_them=("priority",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Forum,
        slug="forums",
        one="forum",
        many="forums",
        intro="Meetings of partners that are not groups of the Board: what each is for, how often it meets, and what it counts.",
        columns=(
            Column("Forum", lambda one: one.name, sort="name"),
            Column("Who leads it", lambda one: one.led_by, sort="led_by"),
            Column("How often it meets", lambda one: next((each.cadence for each in one.counts.all()), "")),
            Column("To be reviewed by", lambda one: by_when(one.review_on), sort="review_on"),
        ),
        rows=(
            Row("What it is for", lambda one: one.purpose, is_long=True),
            Row("Who leads it", lambda one: one.led_by),
            Row("Priority", lambda one: one.priority),
            Row("Months from one review to the next", lambda one: one.review_every_months),
            Row("Last reviewed on", lambda one: one.reviewed_on),
            Row("To be reviewed by", lambda one: by_when(one.review_on)),
        ),
        empty="Add the forums that the Board looks to, such as the monthly risk conference.",
        form=forms.ForumForm,
        filters=(there(Forum, "priority", "Priority", "priority", "priority__name"),),
        new_words="Add a forum",
        search=("name", "purpose"),
        with_them=("priority",),
        before=("counts",),
        parts=(Part("forum-counts", "forum", "How often it met, and what it counted"),),
    )
)
kind(
    Kind(
        model=ForumCount,
        slug="forum-counts",
        one="count of a forum",
        many="counts of forums",
        intro="How often each forum met from a day on, and what it counted.",
        columns=(
            Column("How often", lambda one: one.cadence, sort="cadence"),
            Column("Forum", lambda one: one.forum.name, sort="forum__name"),
            Column("From", lambda one: one.from_on, sort="from_on"),
            Column("What was counted", lambda one: one.counted, sort="counted"),
            Column("How many", lambda one: one.number, sort="number", is_number=True),
        ),
        rows=(
            Row("Forum", lambda one: one.forum),
            Row("From", lambda one: one.from_on),
            Row("What was counted", lambda one: one.counted),
            Row("How many", lambda one: one.number),
        ),
        empty="Add how often a forum meets, on its own page.",
        form=forms.ForumCountForm,
        new_words="Add a count",
        begun=lambda _: {},
        filters=(there(ForumCount, "forum", "Forum", "forum", "forum__name", board="forum__board"),),
        with_them=("forum",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=ExternalStrategy,
        slug="external-strategies",
        one="strategy of others",
        many="strategies of others",
        intro="Strategies that another body leads and this Board contributes to, and what the Board does for each.",
        columns=(
            Column("Strategy", lambda one: one.name, sort="name"),
            Column("Which body leads", lambda one: one.led_by, sort="led_by"),
            Column("Years", lambda one: one.years, sort="years"),
            Column("Priority", lambda one: one.priority.name if one.priority else "", sort="priority__name"),
        ),
        rows=(
            Row("Which body leads", lambda one: one.led_by),
            Row("Who contributes", lambda one: one.contributes),
            Row("Years", lambda one: one.years),
            Row("Priority", lambda one: one.priority),
            Row("What it aims at", lambda one: one.aims, is_long=True),
            Row("What the Board does for it", lambda one: one.our_part, is_long=True),
            Row("Where it is published", lambda one: one.link),
            Row("Look at it again by", lambda one: by_when(one.review_on)),
        ),
        empty="Add the strategies of others that the Board relies on.",
        form=forms.ExternalStrategyForm,
        filters=(there(ExternalStrategy, "priority", "Priority", "priority", "priority__name"),),
        new_words="Add a strategy",
        search=("name", "led_by", "aims"),
        with_them=("priority",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=LivedExperience,
        slug="lived-experience",
        one="account of lived experience",
        many="accounts of lived experience",
        heading="Lived experience",
        intro="What people told the Board of their own lives, what they agreed to, and until when. Once somebody "
        "withdraws, their words are gone.",
        columns=(
            Column("What it is about", lambda one: one.title, sort="title"),
            Column("Principle", lambda one: one.principle.name if one.principle else "", sort="principle__name"),
            Column("Agreed until", lambda one: one.agreed_until, sort="agreed_until"),
            Column("May be used", consent),
        ),
        rows=(
            Row("May be used", consent),
            Row("What they are called here", lambda one: one.known_as),
            Row("Their words", lambda one: one.story, is_long=True),
            Row("How they told it", lambda one: one.told_in),
            Row("Which principle it speaks to", lambda one: one.principle),
            Row("Agreed on", lambda one: one.agreed_on),
            Row("Agreed to", lambda one: one.get_agreed_to_display()),
            Row("Agreement holds until", lambda one: one.agreed_until),
            Row("Who heard their agreement", lambda one: one.heard_by),
            Row("Withdrawn on", lambda one: one.withdrawn_on),
            Row("What the Board did with it", lambda one: one.led_to, is_long=True),
        ),
        empty="Add what somebody told, once they have said what it may be used for and until when.",
        form=forms.LivedExperienceForm,
        new_words="Add an account",
        search=("title", "led_to"),
        filters=(Filter("principle", "Principle", "principle", principles),),
        with_them=("principle",),
        doors=(
            Door(
                "They withdraw what they told",
                "lived-experience-withdraw",
                "lived_experience",
                Act.EDIT,
                lambda one: one.withdrawn_on is None,
            ),
        ),
    )
)
