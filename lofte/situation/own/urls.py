from django.urls import path

from lofte.situation.own import views

urlpatterns = [
    path("lagesbilder/parterna/", views.latest, name="beside-latest"),
    path("lagesbilder/parterna/gemensam/<int:pk>/", views.joint, name="joint"),
    path("lagesbilder/parterna/<str:key>/", views.beside, name="beside"),
    path("lagesbilder/parterna/<str:key>/sla-ihop/", views.merge, name="merge"),
    path("lagesbilder/parterna/<str:key>/egen/", views.own, name="own"),
    path("lagesbilder/parterna/<str:key>/egen/visa/", views.hand_in, name="hand-in"),
    path("lagesbilder/parterna/<str:key>/egen/<int:pk>/bort/", views.remove, name="own-remove"),
]
