from django.urls import path

from lofte.publishing import views
from lofte.publishing.dialogues import views as dialogues
from lofte.publishing.following import views as following
from lofte.publishing.promises import views as promises
from lofte.publishing.releases import views as releases

app_name = "publishing"

urlpatterns = [
    path("utgavor/", views.editions, name="editions"),
    path("utgavor/forhandsgranska/<int:pk>/", views.preview, name="preview"),
    path("utgavor/publicera/<int:pk>/", views.publish, name="publish"),
    path("utgavor/<int:pk>/dra-tillbaka/", views.withdraw, name="withdraw"),
    path("utgavor/<int:pk>/beratta/", following.tell, name="tell"),
    path("utgavor/loften/<int:pk>/", promises.preview, name="promise-preview"),
    path("utgavor/loften/<int:pk>/publicera/", promises.publish, name="promise-publish"),
    path("utgavor/dialoger/<int:pk>/", dialogues.preview, name="dialogue-preview"),
    path("utgavor/dialoger/<int:pk>/publicera/", dialogues.publish, name="dialogue-publish"),
    path("pressmeddelanden/", releases.releases, name="releases"),
    path("pressmeddelanden/nytt/", releases.new_release, name="release-new"),
    path("pressmeddelanden/<int:pk>/", releases.release, name="release"),
    path("pressmeddelanden/<int:pk>/andra/", releases.change_release, name="release-change"),
    path("pressmeddelanden/<int:pk>/godkann/", releases.approve, name="release-approve"),
    path("pressmeddelanden/<int:pk>/publicera/", releases.publish, name="release-publish"),
    path("pressmeddelanden/<int:pk>/ratta/", releases.correct, name="release-correct"),
    path("pressmeddelanden/<int:pk>/kassera/", releases.discard, name="release-discard"),
]
