from django.urls import path

from lofte.dialogue.xlsform import views

app_name = "xlsform"

urlpatterns = [
    path("dialoger/<int:pk>/fragor/xlsform/", views.take_in, name="take_in"),
    path("dialoger/<int:pk>/fragor/formular.xlsx", views.hand_out, name="hand_out"),
]
