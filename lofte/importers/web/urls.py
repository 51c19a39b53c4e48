from django.urls import path

from lofte.importers.web import views

app_name = "importers"

urlpatterns = [
    path("kallor/las-in/", views.upload, name="upload"),
    path("kallor/las-in/granska/", views.preview, name="preview"),
    path("kallor/las-in/<uuid:pk>/", views.progress, name="progress"),
    path("kallor/kolumnkarta/<int:pk>/", views.mapping, name="mapping"),
    path("kallor/avvisade/<int:pk>/", views.rejects, name="rejects"),
]
