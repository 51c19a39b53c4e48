from django.urls import path

from lofte.importers.web import views

app_name = "importers"

urlpatterns = [
    path("kallor/las-in/", views.upload, name="upload"),
    path("kallor/las-in/granska/", views.preview, name="preview"),
    path("kallor/avvisade/<int:pk>/", views.rejects, name="rejects"),
]
