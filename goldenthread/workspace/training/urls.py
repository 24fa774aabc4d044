"""Addresses of training: those under a Board's own, and those of the public door."""

from django.urls import path

from goldenthread.workspace.training import door, places, views

urlpatterns = [
    path("training/", views.year, name="training"),
    path("training/evaluation/", views.evaluation, name="training-evaluation"),
    path("training/needs/", views.needs_matrix, name="needs-matrix"),
    path("training/levels/", views.compliance, name="training-compliance"),
    path("training/forget/", views.forget, name="training-forget"),
    path("sessions/<uuid:pk>/register/", places.register, name="sessions-register"),
    path("sessions/<uuid:pk>/do/<slug:what>/", places.do, name="sessions-do"),
    path("sessions/<uuid:pk>/call-off/", places.call_off, name="sessions-call-off"),
    path("bookings/<uuid:pk>/cancel/", places.cancel, name="bookings-cancel"),
    path("certificates/<uuid:pk>/certificate.pdf", places.certificate, name="certificates-file"),
]

of_the_door = [
    path("training/check/", door.check, name="open-check"),
    path("training/book/<uuid:pk>/", door.book, name="open-book"),
    path("training/booking/<str:token>/", door.own, name="open-booking"),
    path("training/booking/<str:token>/take/", door.take, name="open-booking-take"),
    path("training/booking/<str:token>/give-back/", door.give_back, name="open-booking-give-back"),
    path("training/booking/<str:token>/certificate.pdf", door.certificate, name="open-booking-certificate"),
    path("training/evaluation/<str:token>/", door.evaluate, name="open-evaluation"),
]
