from django.urls import path

from lofte.dialogue.contacts import views

app_name = "contacts"

urlpatterns = [
    path("adress/bekrafta/<str:token>/", views.confirm, name="confirm"),
    path("adress/lamna/<str:token>/", views.leave, name="leave"),
    path("<str:link>/adress/", views.address, name="address"),
    path("<str:link>/adress/skickat/", views.sent, name="sent"),
]
