from django.urls import path

from lofte.dialogue.entering import views

app_name = "entering"

urlpatterns = [path("dialoger/<int:pk>/skriv-in/", views.enter, name="enter")]
