from django.urls import path

from lofte.people import log, party_views, views
from lofte.people.letters.views import letters
from lofte.people.standing import standing

app_name = "people"
WORK = "arbete/<slug:slug>"

urlpatterns = [
    path("konto/star-kvar/<str:key>/", standing, name="standing"),
    path("konto/brev/", letters, name="letters"),
    path("konto/inbjudan/<str:key>/", views.accept, name="accept"),
    path(f"{WORK}/personer/", views.people, name="people"),
    path(f"{WORK}/personer/bjud-in/", views.invite, name="invite"),
    path(f"{WORK}/personer/inbjudan/<int:pk>/aterta/", views.withdraw, name="withdraw"),
    path(f"{WORK}/personer/<int:pk>/", views.person, name="person"),
    path(f"{WORK}/personer/<int:pk>/uppdrag/", views.assign, name="assign"),
    path(f"{WORK}/personer/<int:pk>/uppdrag/<int:assignment>/avsluta/", views.end, name="end"),
    path(f"{WORK}/personer/<int:pk>/stang/", views.close, name="close"),
    path(f"{WORK}/personer/<int:pk>/lamna-over/", views.hand_over, name="hand_over"),
    path(f"{WORK}/personer/<int:pk>/nytt-andra-steg/", views.reset, name="reset"),
    path(f"{WORK}/parter/", party_views.parties, name="parties"),
    path(f"{WORK}/parter/<int:pk>/", party_views.party, name="party"),
    path(f"{WORK}/parter/<int:pk>/avsluta/", party_views.close, name="close_party"),
    path(f"{WORK}/logg/", log.log, name="log"),
]
