from django.urls import path

from lofte.dialogue.translating import views

app_name = "translating"

urlpatterns = [
    path("dialoger/<int:pk>/sprak/", views.languages, name="languages"),
    path("dialoger/<int:pk>/sprak/<slug:language>/", views.words, name="words"),
    path("dialoger/<int:pk>/sprak/<slug:language>/godkann/", views.approve, name="approve"),
]
