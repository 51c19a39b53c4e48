from django.urls import path

from lofte.publishing.checking import views

app_name = "checking"

urlpatterns = [path("kontroll/", views.check, name="check")]
