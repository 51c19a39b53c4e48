from django.urls import path

from lofte.dialogue.editing import views

app_name = "editing"

urlpatterns = [
    path("dialoger/<int:pk>/fragor/", views.questions, name="questions"),
    path("dialoger/<int:pk>/fragor/ur-banken/", views.from_bank, name="from_bank"),
    path("dialoger/<int:pk>/fragor/inledning/", views.intro, name="intro"),
    path("dialoger/<int:pk>/fragor/egen/", views.own, name="own"),
    path("dialoger/<int:pk>/fragor/byt/", views.use, name="use"),
    path("dialoger/<int:pk>/fragor/kasta/", views.drop, name="drop"),
    path("dialoger/<int:pk>/fragor/<slug:code>/andra/", views.rewrite, name="rewrite"),
    path("dialoger/<int:pk>/fragor/<slug:code>/villkor/", views.condition, name="condition"),
    path("dialoger/<int:pk>/fragor/<slug:code>/flytta/", views.move, name="move"),
    path("dialoger/<int:pk>/fragor/<slug:code>/ta-bort/", views.remove, name="remove"),
]
