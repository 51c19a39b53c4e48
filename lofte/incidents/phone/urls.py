from django.urls import path

from lofte.incidents.phone import views

app_name = "phone"

urlpatterns = [path("konto/telefonen/<slug:slug>.js", views.worker, name="worker")]
