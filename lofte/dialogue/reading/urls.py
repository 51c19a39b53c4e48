from django.urls import path

from lofte.dialogue.reading import views

app_name = "reading"

urlpatterns = [
    path("dialogresultat/<int:pk>/texter/", views.texts, name="texts"),
    path("dialogresultat/<int:pk>/texter/<int:answer>/last/", views.read, name="read"),
    path("dialogresultat/<int:pk>/texter/<int:answer>/citat/", views.propose, name="propose"),
    path("dialogresultat/<int:pk>/citat/<int:quote>/godkann/", views.approve, name="approve"),
    path("dialogresultat/<int:pk>/citat/<int:quote>/ta-bort/", views.remove, name="remove"),
]
