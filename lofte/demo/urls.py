from django.urls import path

from lofte.demo import views

app_name = "demo"

urlpatterns = [path("demo/", views.sign_ins, name="sign_ins")]
