from django.urls import path

from lofte.dialogue.walks import views

app_name = "walks"

urlpatterns = [
    path("dialoger/<int:pk>/protokoll/", views.protocol, name="protocol"),
    path("dialoger/<int:pk>/protokoll/<int:row>/", views.change, name="change"),
    path("dialoger/<int:pk>/protokoll/<int:row>/avgor/", views.settle, name="settle"),
    path("dialoger/<int:pk>/protokoll/<int:row>/ta-bort/", views.remove, name="remove"),
]
