"""Addresses of the plan, under a Board's own. Plain lists and forms are made from what the room declares."""

from django.urls import path

from goldenthread.workspace.plans import deliverables, frame, views

urlpatterns = [
    path("strategy/", views.strategy, name="strategy"),
    path("delivery-plan/", views.delivery, name="delivery-plan"),
    path("set-out-and-did/", views.groups, name="set-out-and-did"),
    path("plan-load/", views.load, name="plan-load"),
    path("plan-checks/", views.contradictions, name="plan-checks"),
    path("strategic-plans/<uuid:pk>/", views.plan, name="strategic-plans-record"),
    path("strategic-plans/<uuid:pk>/step/<slug:step>/", views.step, name="strategic-plans-step"),
    path("golden-threads/<uuid:pk>/", frame.golden_thread, name="golden-threads-record"),
    path("principles/<uuid:pk>/", frame.principle, name="principles-record"),
    path("deliverables/<uuid:pk>/", deliverables.one, name="deliverables-record"),
    path("plan-progress/<uuid:pk>/", deliverables.progress, name="plan-progress"),
    path("deliverables/<uuid:pk>/carry-forward/", deliverables.carry("deliverables"), name="deliverables-carry"),
    path("undertakings/<uuid:pk>/carry-forward/", deliverables.carry("undertakings"), name="undertakings-carry"),
    path("plan-items/<uuid:pk>/carry-forward/", deliverables.carry("plan-items"), name="plan-items-carry"),
    path("lived-experience/<uuid:pk>/withdraw/", deliverables.withdraw, name="lived-experience-withdraw"),
]
