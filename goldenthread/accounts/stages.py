"""The step between a right password and being signed in."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from goldenthread.accounts import sessions


class AskSecondFactor(AuthenticateStage):  # type: ignore[misc]  # allauth carries no types
    """Ask for the second factor, unless a trusted provider has asked for its own just now."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if user is not None and sessions.factor_given(request, user) == "provider":
            return False
        asks: bool = super()._should_handle(request)
        return asks
