"""The demonstration's people. The page does not exist in any other installation."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from goldenthread.accounts import demonstration, sessions
from goldenthread.accounts.models import SignIn, User
from goldenthread.accounts.views.sign_in import then
from goldenthread.core.marks import public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def personas(request: HttpRequest) -> HttpResponse:
    """Choose somebody to be."""
    if not demonstration.is_open(request):
        raise Http404
    people = demonstration.personas()
    if request.method != "POST":
        return render(request, "account/personas.html", {"people": people, "next": then(request)})
    if request.POST.get("email") not in {one.email for one in people}:
        raise Http404
    user = get_object_or_404(User, email=request.POST["email"], is_active=True)
    logout(request)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[sessions.SECOND_FACTOR] = "demonstration"
    SignIn.objects.filter(pk=request.session[sessions.SIGN_IN]).update(how=sessions.WAYS["demonstration"])
    return HttpResponseRedirect(then(request))
