from django.urls import path

from lofte.situation.problems import views

urlpatterns = [
    path("problem/", views.problems, name="problems"),
    path("problem/nytt/", views.new_problem, name="problem-new"),
    path("problem/<int:pk>/", views.problem, name="problem"),
    path("problem/<int:pk>/andra/", views.change_problem, name="problem-change"),
    path("problem/<int:pk>/underlag/", views.evidence, name="evidence"),
    path("problem/<int:pk>/dialog/", views.add_dialogue, name="evidence-dialogue"),
    path("problem/<int:pk>/siffra/", views.add_figure, name="evidence-figure"),
    path("problem/<int:pk>/iakttagelse/", views.add_finding, name="evidence-finding"),
    path(
        "problem/<int:pk>/underlag/<int:evidence_pk>/ta-bort/",
        views.remove_evidence,
        name="evidence-remove",
    ),
    path("problem/<int:pk>/orsak/", views.new_cause, name="cause-new"),
    path("problem/<int:pk>/orsak/<int:cause_pk>/", views.change_cause, name="cause-change"),
    path(
        "problem/<int:pk>/orsak/<int:cause_pk>/ta-bort/",
        views.withdraw_cause,
        name="cause-withdraw",
    ),
    path("problem/<int:pk>/stallning/", views.position, name="position"),
    path("problem/<int:pk>/sla-samman/", views.merge, name="problem-merge"),
    path("problem/<int:pk>/avsluta/", views.close, name="problem-close"),
    path("problem/<int:pk>/prioritera/", views.score, name="score"),
    path("prioritering/", views.priorities_page, name="priorities"),
    path("prioritering/<int:pk>/avsluta/", views.close_criterion, name="criterion-close"),
]
