from django.urls import path

from lofte.situation.statutory import views

urlpatterns = [
    path("lagens-lagesbild/", views.pictures, name="statutory-list"),
    path("lagens-lagesbild/ny/", views.begin, name="statutory-new"),
    path("lagens-lagesbild/<int:pk>/", views.picture, name="statutory"),
    path("lagens-lagesbild/<int:pk>/skriv/", views.write, name="statutory-write"),
    path("lagens-lagesbild/<int:pk>/frys/", views.freeze, name="statutory-freeze"),
    path("lagens-lagesbild/<int:pk>/kassera/", views.discard, name="statutory-discard"),
    path("lagens-lagesbild/<int:pk>/lagesbild.pdf", views.document, name="statutory-pdf"),
]
