from django.urls import path

from lofte.dialogue.sampling import views

app_name = "sampling"

urlpatterns = [
    path("dialoger/<int:pk>/urval/", views.sample, name="sample"),
    path("dialoger/<int:pk>/urval/brev/", views.letters, name="letters"),
    path("dialoger/<int:pk>/urval/<int:part>/ta-bort/", views.remove, name="remove"),
]
