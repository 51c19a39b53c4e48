from django.urls import path

from lofte.desk import views
from lofte.desk.onward.views import onward

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:slug>/", views.start, name="start"),
    path("<slug:slug>/platser/<int:pk>/", views.place, name="place"),
    path("<slug:slug>/mina-rapporter/", views.mine, name="mine"),
    path("<slug:slug>/mina-rapporter/<int:pk>/", views.receipt, name="receipt"),
    path("<slug:slug>/dialogresultat/<int:pk>/vidare/", onward, name="onward"),
    path("<slug:slug>/sok/", views.search, name="search"),
]
