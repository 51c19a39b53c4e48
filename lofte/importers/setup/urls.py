from django.urls import path

from lofte.importers.setup import place_views, views

app_name = "places"

urlpatterns = [
    path("platser/", place_views.places, name="places"),
    path("platser/ny/", place_views.add, name="add"),
    path("platser/<int:pk>/andra/", place_views.change, name="change"),
    path("platser/<int:pk>/stang/", place_views.close, name="close"),
    path("installningar/", views.start, name="setup"),
    path("installningar/kommunen/", views.settings, name="settings"),
    path("installningar/kontroll/", views.check, name="check"),
    path("installningar/fil/<slug:kind>/", views.file, name="file"),
]
