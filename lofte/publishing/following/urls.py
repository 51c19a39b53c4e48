from django.urls import path

from lofte.publishing.following import views

app_name = "following"

urlpatterns = [
    path("folj/bekrafta/<str:token>/", views.confirm, name="confirm"),
    path("folj/lamna/<str:token>/", views.leave, name="leave"),
    path("folj/<slug:slug>/", views.ask, name="ask"),
    path("folj/<slug:slug>/skickat/", views.sent, name="sent"),
]
