from django.urls import path

from lofte.places import views

app_name = "basemap"

urlpatterns = [
    path("<slug:slug>/bakgrundskarta", views.basemap, name="file"),
    path("<slug:slug>/bakgrundskarta.json", views.about, name="about"),
]
