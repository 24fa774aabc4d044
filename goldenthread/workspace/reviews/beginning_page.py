"""Beginning the review that the chair decided on: one page, filled in from the referral, with one button."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.boards.models import Agency
from goldenthread.cases import naming
from goldenthread.cases.models import Case
from goldenthread.core.access import actor_of
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.forms import Plain
from goldenthread.reviews import beginning
from goldenthread.reviews.deciding_gates import OUTCOME_WORDS, Outcome
from goldenthread.reviews.models import Review
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.reviews.referral_common import ask, done, inside, referral_of, sent

ASK_ELSEWHERE = (
    "Does it belong to a review that has begun, such as a thematic one? Then do not begin another: open that review, and add "
    "this referral there, under “Referrals it comes from”."
)
COMES_TOO = (
    "The adults and those near them come with it, under the pseudonyms they have. Whoever stands aside from the referral stands "
    "aside from the review."
)


class BeginForm(Plain):
    """What a review is called, of which kind it is, and which agencies take part from the beginning."""

    pseudonym = forms.CharField(label="What it is called", max_length=100, help_text="Never a real name.")
    kind = forms.ChoiceField(label="What kind", choices=Review.Kind.choices)
    people = forms.IntegerField(label="How many adults it is about", required=False, min_value=1, max_value=999)
    agencies = forms.ModelMultipleChoiceField(
        label="Agencies that come with it",
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Safeguarding leads of those that took part in the referral will know that there is this review. Those "
        "that were only asked something find what they are asked in it, once there is any.",
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agencies"]
        field.queryset = agencies
        if not agencies:
            del self.fields["agencies"]


@needs_case("reviews", get=Act.CREATE, post=Act.CREATE)
def begin(request: Any) -> HttpResponse:
    """Begin it, and go there."""
    referral = referral_of(request)
    decision = beginning.decision_for(referral)
    if decision is None:
        raise NotPossibleNow(beginning.NOT_DECIDED)
    took_part = [one.agency_id for one in naming.taking_part(request.case)]
    agencies = Agency.objects.filter(pk__in=took_part)
    initial = {**beginning.filled_in(referral, decision), "agencies": took_part}
    form = BeginForm(sent(request), agencies=agencies, initial=initial)
    begun: list[Review] = []

    def does() -> None:
        said = form.cleaned_data
        review = Review(pseudonym=said["pseudonym"], kind=said["kind"], people=said["people"])
        begun.append(beginning.begin_from(referral, review, said.get("agencies", ()), by=actor_of(request)))

    if request.method == "POST" and form.is_valid():
        answer = done(request, form, does, "The review has begun. Agree its terms of reference next.", "")
        if answer:
            return HttpResponseRedirect(_there(begun[0]))
    told = (
        f"The chair decided on {decision.made_on.day} {decision.made_on:%B %Y}: {OUTCOME_WORDS[Outcome(decision.outcome)]}.",
        COMES_TOO,
        ASK_ELSEWHERE,
    )
    method = decision.recommendation.method
    quoted = (("The kind of review that the group recommends", method),) if method else ()
    back = inside(request, "referral")
    return ask(
        request, form, heading="Begin the review", button="Begin the review", back=back, told=told, quoted=quoted
    )


def _there(review: Review) -> str:
    """Where the review begins, for somebody who is named on it from now on."""
    return places.address(Case.objects.select_related("board").get(pk=review.pk), "review-front")
