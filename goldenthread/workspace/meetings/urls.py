"""Addresses of meetings and of what hangs on them, under a Board's own."""

from django.urls import path

from goldenthread.workspace.meetings import calendar, came, challenges, decided, meeting, minutes, packs, structure

urlpatterns = [
    path("meetings/calendar/", calendar.listing, name="meetings-calendar"),
    path("meetings/calendar/own/", calendar.feed, name="meetings-feed"),
    path("meetings/who-came/", came.matrix, name="meetings-matrix"),
    path("meetings/who-came/export.<str:form>", came.export, name="meetings-matrix-export"),
    path("meetings/<uuid:pk>/", meeting.page, name="meetings-record"),
    path("meetings/<uuid:pk>/items/new/", meeting.new_item, name="meetings-new-item"),
    path("meetings/<uuid:pk>/items/waiting/", meeting.draft, name="meetings-draft"),
    path("meetings/<uuid:pk>/cancel/", meeting.cancel, name="meetings-cancel"),
    path("meetings/<uuid:pk>/who-came/", came.take, name="meetings-attendance"),
    path("meetings/<uuid:pk>/decisions/", decided.of_a_meeting, name="meetings-decisions"),
    path("meetings/<uuid:pk>/minutes/", minutes.page, name="meetings-minutes"),
    path("meetings/<uuid:pk>/minutes/begin/", minutes.begin, name="meetings-minutes-begin"),
    path("meetings/<uuid:pk>/pack/", packs.page, name="meetings-pack"),
    path("agenda-items/<uuid:pk>/", meeting.item, name="items-one"),
    path("agenda-items/<uuid:pk>/move/<slug:way>/", meeting.move, name="items-move"),
    path("agenda-items/<uuid:pk>/papers/new/", meeting.new_paper, name="items-paper"),
    path("confidential-parts/<uuid:pk>/", meeting.confidential, name="confidential-parts-one"),
    path("papers/<uuid:pk>/", meeting.paper, name="papers-one"),
    path("restricted-papers/<uuid:pk>/", meeting.restricted_paper, name="restricted-papers-one"),
    path("packs/<uuid:pk>/file/", packs.file, name="packs-file"),
    path("minutes/drafts/<uuid:pk>/", minutes.draft, name="minutes-draft"),
    path("minutes/drafts/<uuid:pk>/send-round/", minutes.send_round, name="minutes-send-round"),
    path("minutes/drafts/<uuid:pk>/take-back/", minutes.take_back, name="minutes-take-back"),
    path("minutes/drafts/<uuid:pk>/send-back/", minutes.send_back, name="minutes-send-back"),
    path("minutes/drafts/<uuid:pk>/approve/", minutes.approve, name="minutes-approve"),
    path("minutes/approved/<uuid:pk>/", minutes.approved, name="minutes-approved"),
    path("challenges/<uuid:pk>/", challenges.one, name="challenges-record"),
    path("challenges/<uuid:pk>/ask-again/", challenges.again, name="challenges-again"),
    path("challenges/<uuid:pk>/higher/", challenges.higher, name="challenges-higher"),
    path("challenges/<uuid:pk>/close/", challenges.close, name="challenges-close"),
    path("challenges/<uuid:pk>/reopen/", challenges.reopen, name="challenges-reopen"),
    path("challenge-replies/<uuid:pk>/", challenges.reply, name="challenge-replies-record"),
    path("key-documents/<uuid:pk>/", decided.document, name="key-documents-record"),
    path("sign-offs/<uuid:pk>/sign/", decided.sign, name="sign-offs-sign"),
    path("structure/", structure.tree, name="structure"),
]
