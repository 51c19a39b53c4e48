from django.urls import path

from lofte.coordination import views
from lofte.coordination.decisions import views as decisions

app_name = "coordination"

urlpatterns = [
    path("moten/", views.meetings, name="meetings"),
    path("moten/<int:pk>/", views.meeting, name="meeting"),
    path("moten/<int:pk>/visa/<int:point>/", views.show, name="show"),
    path("moten/<int:pk>/anteckning/<int:point>/", views.note, name="note"),
    path("moten/<int:pk>/narvaro/", views.attendance, name="attendance"),
    path("moten/<int:pk>/prioritera/", views.priority, name="priority"),
    path("moten/<int:pk>/prioritera/bort/", views.remove_priority, name="remove_priority"),
    path("moten/<int:pk>/beratta/", views.telling, name="telling"),
    path("moten/<int:pk>/beratta/bort/", views.remove_telling, name="remove_telling"),
    path("moten/<int:pk>/avsluta/", views.close, name="close"),
    path("moten/<int:pk>/protokoll.pdf", views.minutes_pdf, name="minutes"),
    path("moten/<int:pk>/beslut/", decisions.add, name="decide"),
    path("beslut/", decisions.decisions, name="decisions"),
    path("beslut/<int:pk>/", decisions.decision, name="decision"),
    path("beslut/<int:pk>/<slug:to>/", decisions.settle_decision, name="settle"),
]
