"""The addresses of asks and answers that no kind of record explains."""

from django.urls import path

from goldenthread.workspace.asks import (
    answers,
    asks,
    beside,
    chasing_pages,
    door,
    file_pages,
    handing,
    judging,
    link_pages,
    matrix,
    recipients,
    score_pages,
    writing,
)

ASK, ANSWER = "asks/<uuid:pk>/", "answers/<uuid:pk>/"

urlpatterns = [
    path("asks/matrix/", matrix.page, name="asks-matrix"),
    path("asks/matrix.<str:form>", matrix.export, name="asks-matrix-export"),
    path("asks/burden/", matrix.burden, name="asks-burden"),
    path(ASK, asks.one, name="asks-record"),
    path(f"{ASK}side-by-side/", beside.page, name="asks-side-by-side"),
    path(f"{ASK}side-by-side.xlsx", beside.export, name="asks-side-by-side-export"),
    path(f"{ASK}agencies/", asks.agencies, name="asks-agencies"),
    path(f"{ASK}send/", asks.send, name="asks-send"),
    path(f"{ASK}close/", asks.close, name="asks-close"),
    path(f"{ASK}open-again/", asks.reopen, name="asks-reopen"),
    path(f"{ASK}next-round/", asks.next_round, name="asks-next-round"),
    path("ask-forms/<uuid:pk>/retire/", asks.retire, name="ask-forms-retire"),
    path("asked-agencies/<uuid:pk>/longer/", recipients.longer, name="asks-longer"),
    path("asked-agencies/<uuid:pk>/exempt/", recipients.exempt, name="asks-exempt"),
    path("answers-shared/", answers.shared, name="answers-shared"),
    path("answers-shared/<uuid:pk>/", answers.shared_one, name="answers-shared-one"),
    path("self-assessments/<uuid:pk>/", answers.self_assessment, name="self-assessments-record"),
    path(ANSWER, answers.one, name="answers-record"),
    path(f"{ANSWER}part/<int:number>/", writing.part, name="answers-part"),
    path(f"{ANSWER}nil/", writing.nil, name="answers-nil"),
    path(f"{ANSWER}use/", writing.use, name="answers-use"),
    path(f"{ANSWER}check/", handing.check, name="answers-check"),
    path(f"{ANSWER}sign-off/", handing.sign_off, name="answers-sign-off"),
    path(f"{ANSWER}longer/", handing.longer, name="answers-longer"),
    path(f"{ANSWER}consent/", handing.consent, name="answers-consent"),
    path(f"{ANSWER}return/", judging.return_with, name="answers-return"),
    path(f"{ANSWER}accept/", judging.accept, name="answers-accept"),
    path(f"{ANSWER}remind/", chasing_pages.remind, name="answers-remind"),
    path(f"{ANSWER}handed-in/<int:number>/", answers.handed_in, name="answers-handed-in"),
    path(f"{ANSWER}files/<uuid:document>/", answers.file, name="answers-file"),
    path(f"{ANSWER}file/", file_pages.page, name="answers-by-file"),
    path(f"{ANSWER}form.xlsx", file_pages.download, {"ending": ".xlsx"}, name="answers-workbook"),
    path(f"{ANSWER}form.docx", file_pages.download, {"ending": ".docx"}, name="answers-word"),
    path(f"{ANSWER}links/", link_pages.page, name="answers-links"),
    path(f"{ANSWER}links/<uuid:link>/withdraw/", link_pages.withdraw, name="answers-link-withdraw"),
    path("self-assessments/<uuid:pk>/scores/", score_pages.page, name="self-assessments-scores"),
    path(
        "self-assessments/<uuid:pk>/scores/panel/",
        score_pages.settle,
        {"stage": "moderated"},
        name="self-assessments-moderated",
    ),
    path(
        "self-assessments/<uuid:pk>/scores/agreed/",
        score_pages.settle,
        {"stage": "agreed"},
        name="self-assessments-agreed",
    ),
    path("self-assessments/<uuid:pk>/scores/event/", score_pages.event, name="self-assessments-event"),
]

LINK = "answer/<str:secret>/"

of_the_link = [
    path(LINK, door.own, name="link"),
    path(f"{LINK}part/<int:number>/", door.part, name="link-part"),
    path(f"{LINK}check/", door.check, name="link-check"),
    path(f"{LINK}file/", door.by_file, name="link-file"),
    path(f"{LINK}form.xlsx", door.download, {"ending": ".xlsx"}, name="link-workbook"),
    path(f"{LINK}form.docx", door.download, {"ending": ".docx"}, name="link-word"),
    path(f"{LINK}files/<uuid:document>/", door.document, name="link-document"),
]
