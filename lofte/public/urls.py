from django.urls import path

from lofte.public import feeds, views

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("om/tillganglighet/", views.accessibility, name="accessibility"),
    path("<slug:slug>/", views.kommun, name="kommun"),
    path("<slug:slug>/lagesbild/<int:number>/", views.edition, name="edition"),
    path("<slug:slug>/lagesbild/<int:number>/omraden.geojson", views.areas, name="areas"),
    path("<slug:slug>/loften/<slug:code>/", views.promise, name="promise"),
    path("<slug:slug>/loften/<slug:code>/<int:number>/", views.promise, name="promise-edition"),
    path("<slug:slug>/flode.atom", feeds.everything, name="feed"),
    path("<slug:slug>/loften/<slug:code>/flode.atom", feeds.promise, name="promise-feed"),
    path("<slug:slug>/omraden/<str:code>/flode.atom", feeds.area, name="area-feed"),
    path("<slug:slug>/nyheter/<int:number>/", views.release, name="release"),
    path("<slug:slug>/nyheter/<int:number>/fil.pdf", views.release_pdf, name="release-pdf"),
    path("<slug:slug>/dialoger/<int:number>/", views.dialogue, name="dialogue"),
    path("<slug:slug>/karta.geojson", views.basemap, name="basemap"),
]
