from django.urls import path

from lofte.publishing import views
from lofte.publishing.promises import views as promises

app_name = "publishing"

urlpatterns = [
    path("utgavor/", views.editions, name="editions"),
    path("utgavor/forhandsgranska/<int:pk>/", views.preview, name="preview"),
    path("utgavor/publicera/<int:pk>/", views.publish, name="publish"),
    path("utgavor/<int:pk>/dra-tillbaka/", views.withdraw, name="withdraw"),
    path("utgavor/loften/<int:pk>/", promises.preview, name="promise-preview"),
    path("utgavor/loften/<int:pk>/publicera/", promises.publish, name="promise-publish"),
]
