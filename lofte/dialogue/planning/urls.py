from django.urls import path

from lofte.dialogue.planning import views

app_name = "planning"

urlpatterns = [
    path("dialoger/", views.dialogues, name="dialogues"),
    path("dialoger/ny/", views.choose, name="choose"),
    path("dialoger/ny/<slug:format_>/", views.new, name="new"),
    path("dialoger/<int:pk>/", views.dialogue, name="dialogue"),
    path("dialoger/<int:pk>/prova/", views.preview, name="preview"),
    path("dialoger/<int:pk>/andra/", views.change, name="change"),
    path("dialoger/<int:pk>/oppna/", views.open_, name="open"),
    path("dialoger/<int:pk>/avsluta/", views.end, name="end"),
    path("dialoger/<int:pk>/aterta/", views.take_back, name="take_back"),
    path("dialoger/<int:pk>/ta-bort/", views.discard, name="discard"),
]
