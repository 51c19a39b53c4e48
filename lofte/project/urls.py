"""Every address. The open pages come last: a kommun's name is the first word of its addresses."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("konto/email/", RedirectView.as_view(pattern_name="mfa_index")),  # invitations decide it
    path("konto/", include("allauth.urls")),
    path("sprak/", include("django.conf.urls.i18n")),
    path("arbete/", include("lofte.desk.urls")),
    path("arbete/<slug:slug>/", include("lofte.incidents.urls")),
    path("arbete/<slug:slug>/", include("lofte.situation.urls")),
    path("arbete/<slug:slug>/", include("lofte.publishing.urls")),
    path("arbete/<slug:slug>/", include("lofte.importers.web.urls")),
    path("arbete/<slug:slug>/", include("lofte.statistics.urls")),
    path("arbete/<slug:slug>/", include("lofte.importers.setup.urls")),
    path("", include("lofte.demo.urls")),
    path("", include("lofte.people.urls")),
    path("", include("lofte.places.urls")),
    path("", include("lofte.public.urls")),
]
