"""Every address. The open pages come last: a kommun's name is the first word of its addresses."""

from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from django.views.i18n import set_language

urlpatterns = [
    path("konto/email/", RedirectView.as_view(pattern_name="mfa_index")),  # invitations decide it
    path("konto/", include("allauth.urls")),
    # Free of the CSRF cookie, so that reading the open pages sets none; it only keeps a language.
    path("sprak/", csrf_exempt(set_language), name="set_language"),
    path("arbete/", include("lofte.desk.urls")),
    path("arbete/<slug:slug>/", include("lofte.incidents.urls")),
    path("arbete/<slug:slug>/", include("lofte.situation.urls")),
    path("arbete/<slug:slug>/", include("lofte.coordination.urls")),
    path("arbete/<slug:slug>/", include("lofte.patrol.urls")),
    path("arbete/<slug:slug>/", include("lofte.promises.urls")),
    path("arbete/<slug:slug>/", include("lofte.duties.urls")),
    path("arbete/<slug:slug>/", include("lofte.publishing.urls")),
    path("arbete/<slug:slug>/", include("lofte.importers.web.urls")),
    path("arbete/<slug:slug>/", include("lofte.statistics.urls")),
    path("arbete/<slug:slug>/", include("lofte.importers.setup.urls")),
    path("arbete/<slug:slug>/", include("lofte.dialogue.planning.urls")),
    path("arbete/<slug:slug>/", include("lofte.dialogue.xlsform.urls")),
    path("arbete/<slug:slug>/", include("lofte.dialogue.editing.urls")),
    path("arbete/<slug:slug>/", include("lofte.dialogue.entering.urls")),
    path("arbete/<slug:slug>/", include("lofte.dialogue.printing.urls")),
    path("arbete/<slug:slug>/", include("lofte.dialogue.sampling.urls")),
    path("arbete/<slug:slug>/", include("lofte.dialogue.walks.urls")),
    path("arbete/<slug:slug>/", include("lofte.dialogue.translating.urls")),
    path("arbete/<slug:slug>/", include("lofte.dialogue.results.urls")),
    path("arbete/<slug:slug>/", include("lofte.dialogue.reading.urls")),
    path("arbete/<slug:slug>/", include("lofte.dialogue.themes.urls")),
    path("d/", include("lofte.dialogue.contacts.urls")),
    path("d/", include("lofte.dialogue.answering.urls")),
    path("", include("lofte.demo.urls")),
    path("", include("lofte.incidents.phone.urls")),
    path("", include("lofte.people.urls")),
    path("", include("lofte.places.urls")),
    path("", include("lofte.publishing.checking.urls")),
    path("", include("lofte.publishing.following.urls")),
    path("", include("lofte.public.urls")),
]
