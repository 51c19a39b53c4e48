from django.urls import path

from lofte.dialogue.feedback import views as feedback
from lofte.dialogue.results import views

app_name = "results"

urlpatterns = [
    path("dialogresultat/<int:pk>/", views.results, name="results"),
    path(
        "dialogresultat/<int:pk>/befolkning/<slug:question>/", views.population, name="population"
    ),
    path("dialogresultat/<int:pk>/flera-fragor/", views.crossed, name="crossed"),
    path("dialogresultat/<int:pk>/flera-fragor/mall/", views.sheet, name="sheet"),
    path(
        "dialogresultat/<int:pk>/flera-fragor/ta-bort/",
        views.remove_crossed,
        name="remove_crossed",
    ),
    path("dialogresultat/<int:pk>/aterkoppling/", feedback.feedback, name="feedback"),
    path("dialogresultat/<int:pk>/avsluta/", feedback.close, name="close"),
]
