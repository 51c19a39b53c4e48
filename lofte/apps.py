from django.apps import AppConfig


class LofteConfig(AppConfig):
    name = "lofte"
    label = "lofte"
    verbose_name = "Löfte"
    default_auto_field = "django.db.models.BigAutoField"
