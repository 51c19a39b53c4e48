from django.urls import path

from lofte.statistics import views

app_name = "statistics"

urlpatterns = [
    path("kallor/", views.sources, name="sources"),
    path("kallor/<int:pk>/", views.source, name="source"),
    path("kallor/skriv-in/", views.figure, name="figure"),
    path("underrattelser/", views.intelligence, name="intelligence"),
    path("nyheter/", views.news, name="news"),
]
