from django.urls import path

from lofte.dialogue.printing import views

app_name = "printing"

urlpatterns = [
    path("dialoger/<int:pk>/affisch.pdf", views.poster, name="poster"),
    path("dialoger/<int:pk>/blankett.pdf", views.blank, name="blank"),
]
