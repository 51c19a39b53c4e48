from django.urls import path

from lofte.dialogue.themes import views

app_name = "themes"

urlpatterns = [
    path("dialogresultat/<int:pk>/teman/", views.themes, name="themes"),
    path("dialogteman/", views.taxonomy, name="taxonomy"),
]
