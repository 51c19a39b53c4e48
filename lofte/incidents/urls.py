from django.urls import path, re_path

from lofte.incidents import views
from lofte.incidents.categories import views as categories

app_name = "incidents"
VERBS = "bekrafta|fraga|avvisa|sla-samman|oppna|maskera|inte-personuppgift"

urlpatterns = [
    path("rapportera/", views.report, name="report"),
    path("rapportera/inget/", views.nothing, name="nothing"),
    path("mina-rapporter/", views.mine, name="mine"),
    path("mina-rapporter/<int:pk>/", views.receipt, name="receipt"),
    path("mina-rapporter/<int:pk>/svara/", views.answer, name="answer"),
    path("platser/<int:pk>/min-plats/", views.own_place, name="own-place"),
    path("granska/", views.queue, name="queue"),
    path("granska/<int:pk>/", views.review, name="review"),
    re_path(rf"^granska/(?P<pk>\d+)/(?P<verb>{VERBS})/$", views.decide, name="decide"),
    path("installningar/kategorier/", categories.categories, name="categories"),
    path("installningar/kategorier/ny-lista/", categories.seed, name="seed"),
    path("installningar/kategorier/<int:pk>/", categories.category, name="category"),
    path("installningar/kategorier/<int:pk>/stang/", categories.close, name="category-close"),
    path("installningar/kategorier/<int:pk>/oppna/", categories.reopen, name="category-open"),
]
