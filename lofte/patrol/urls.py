from django.urls import path

from lofte.patrol import views
from lofte.patrol.plans import views as plans
from lofte.patrol.visits import views as visits

app_name = "patrol"

urlpatterns = [
    path("patrull/", views.stops, name="stops"),
    path("patrull/uppslag/<int:pk>/", views.suggest, name="suggest"),
    path("patrull/onska/", views.wish, name="wish"),
    path("patrull/vikter/", views.weights, name="weights"),
    path("patrull/stopp/<int:pk>/", views.stop, name="stop"),
    path("patrull/stopp/<int:pk>/foresla/", views.propose, name="propose"),
    path("patrull/stopp/<int:pk>/stryk/", views.drop, name="drop"),
    path("patrull/stopp/<int:pk>/anta/", views.accept, name="accept"),
    path("patrull/stopp/<int:pk>/avboj/", views.decline, name="decline"),
    path("patrull/pass/", plans.plans, name="plans"),
    path("patrull/pass/<int:pk>/", plans.plan, name="plan"),
    path("patrull/pass/<int:pk>/pass.pdf", plans.plan_pdf, name="plan_pdf"),
    path("patrull/pass/<int:pk>/pass.html", plans.plan_saved, name="plan_saved"),
    path("patrull/besok/", visits.places, name="places"),
    path("patrull/besok/antal/", visits.count, name="count"),
    path("patrull/besok/<int:pk>/", visits.log, name="log"),
    path("patrull/besok/stopp/<int:pk>/", visits.log_stop, name="log_stop"),
    path("patrull/besok/<int:pk>/ta-tillbaka/", visits.withdraw, name="withdraw"),
    path("patrull/uppfoljning/", visits.follow, name="follow"),
    path("patrull/uppfoljning/fore-och-efter/", visits.compared, name="before_after"),
]
