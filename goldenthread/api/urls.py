"""The interface's addresses. Anybody may knock: what is asked for at this door is a token, and no account opens it."""

from django.urls import path

from goldenthread.api.interface import PREFIX, api
from goldenthread.core.access.checks import addresses
from goldenthread.core.marks import public

urlpatterns = [path(PREFIX, api.urls)]
for _route, _view in addresses(urlpatterns):
    public(_view)
