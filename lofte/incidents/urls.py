from django.urls import path, re_path

from lofte.incidents.categories import views as categories
from lofte.incidents.phone import views as phone
from lofte.incidents.photos import views as photos
from lofte.incidents.reporting import views as reporting
from lofte.incidents.review import views as review

app_name = "incidents"
VERBS = "bekrafta|fraga|avvisa|sla-samman|oppna|maskera|inte-personuppgift|felanmald|inte-felanmald"

urlpatterns = [
    path("rapportera/", reporting.report, name="report"),
    path("rapportera/inget/", reporting.nothing, name="nothing"),
    path("rapportera/vantar/", phone.waiting, name="waiting"),
    path("rapportera/app.webmanifest", phone.manifest, name="manifest"),
    path("mina-rapporter/<int:pk>/svara/", reporting.answer, name="answer"),
    path("mina-rapporter/<int:pk>/bild/", photos.add, name="photo-add"),
    path("rapportera/vantar/bild/", photos.waiting, name="photo-waiting"),
    path("bilder/<int:pk>/", photos.show, name="photo"),
    path("bilder/<int:pk>/radera/", photos.erase, name="photo-erase"),
    path("bilder/<int:pk>/granska/", photos.cover, name="photo-cover"),
    path("platser/<int:pk>/min-plats/", reporting.own_place, name="own-place"),
    path("granska/", review.queue, name="queue"),
    path("granska/<int:pk>/", review.review, name="review"),
    re_path(rf"^granska/(?P<pk>\d+)/(?P<verb>{VERBS})/$", review.decide, name="decide"),
    path("installningar/kategorier/", categories.categories, name="categories"),
    path("installningar/kategorier/ny-lista/", categories.seed, name="seed"),
    path("installningar/kategorier/<int:pk>/", categories.category, name="category"),
    path("installningar/kategorier/<int:pk>/stang/", categories.close, name="category-close"),
    path("installningar/kategorier/<int:pk>/oppna/", categories.reopen, name="category-open"),
]
