from django.urls import path

from lofte.dialogue.answering import views

app_name = "answering"

urlpatterns = [
    path("<str:link>/", views.form, name="form"),
    path("<str:link>/tack/", views.thanks, name="thanks"),
]
