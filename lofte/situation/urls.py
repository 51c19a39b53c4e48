from django.urls import include, path, re_path

from lofte.situation import views
from lofte.situation.fear.views import fear
from lofte.situation.heard.views import heard
from lofte.situation.trial.views import trial_page

app_name = "situation"

urlpatterns = [
    path("", include("lofte.situation.problems.urls")),
    path("", include("lofte.situation.statutory.urls")),
    path("", include("lofte.situation.own.urls")),
    path("lagesbilder/", views.pictures, name="pictures"),
    path("otrygghet/", fear, name="fear"),
    path("dialogresultat/<int:pk>/problem/", heard, name="heard"),
    path("lagesbilder/traffar/", trial_page, name="trial"),
    path("lagesbilder/<int:pk>/", views.picture, name="picture"),
    path("lagesbilder/<int:pk>/lagesbild.pdf", views.picture_pdf, name="pdf"),
    path("lagesbilder/<int:pk>/lagesbild.json", views.picture_data, name="data"),
    re_path(
        r"^lagesbilder/(?P<pk>\d+)/(?P<layer>rutor|omraden)\.geojson$",
        views.picture_map,
        name="map",
    ),
    path("lagesbilder/<int:pk>/ord/", views.summary, name="summary"),
    path("lagesbilder/<int:pk>/frys/", views.freeze, name="freeze"),
    path("lagesbilder/<int:pk>/kassera/", views.discard, name="discard"),
]
