from django.urls import path

from lofte.promises import views
from lofte.promises.agreements import views as agreements
from lofte.promises.amending import views as amending
from lofte.promises.asking import views as asking
from lofte.promises.effects import views as effects
from lofte.promises.exchange import views as exchange
from lofte.promises.follow_up import views as follow_up
from lofte.promises.measures import views as measures
from lofte.promises.plans import views as plans
from lofte.promises.readings import views as readings
from lofte.promises.reports import views as reports
from lofte.promises.signing import views as signing
from lofte.promises.telling import views as telling

app_name = "promises"

urlpatterns = [
    path("loften/", views.promises, name="promises"),
    path("loften/nytt/", views.new_promise, name="new"),
    path("loften/fil/", exchange.read_file, name="import"),
    path("loften/loften.yaml", exchange.file, name="export"),
    path("loften/<int:pk>/", views.promise, name="promise"),
    path("loften/<int:pk>/andra/", views.change_promise, name="change"),
    path("loften/<int:pk>/kassera/", views.discard, name="discard"),
    path("loften/<int:pk>/jamfor/", views.compare, name="compare"),
    path("loften/<int:pk>/fortsatt/<int:point_pk>/", views.carry, name="carry"),
    path("loften/<int:pk>/atagande/", views.new_point, name="point-new"),
    path("loften/<int:pk>/mer/", follow_up.other_outcome, name="other-outcome"),
    path("loften/<int:pk>/uppfoljning/", reports.report, name="report"),
    path("loften/<int:pk>/uppfoljning/fil.pdf", reports.document, name="report-pdf"),
    path("loften/<int:pk>/uppfoljning/blad.xlsx", reports.sheet, name="sheet"),
    path("loften/<int:pk>/uppfoljning/blad/", reports.take_in, name="sheet-in"),
    path("loften/<int:pk>/effekt/", effects.effects, name="effects"),
    path("loften/<int:pk>/kommunikation/", telling.plan, name="communication"),
    path("loften/<int:pk>/kommunikation/ny/", telling.new, name="announcement-new"),
    path("kommunikation/<int:pk>/gjort/", telling.told, name="announcement"),
    path("kommunikation/<int:pk>/andra/", telling.change, name="announcement-change"),
    path("kommunikation/<int:pk>/ta-tillbaka/", telling.take_back, name="announcement-back"),
    path("kommunikation/<int:pk>/stryk/", telling.drop, name="announcement-drop"),
    path("loften/<int:pk>/faststall/", signing.freeze, name="freeze"),
    path("loften/<int:pk>/ta-tillbaka/", signing.take_back, name="take-back"),
    path("loften/<int:pk>/ny-version/", signing.amend, name="amend"),
    path("loften/<int:pk>/angra-ny-version/", amending.undo, name="amendment-undo"),
    path("loften/<int:pk>/version/<int:number>/", signing.version, name="version"),
    path("loften/<int:pk>/version/<int:number>/skriv-under/", signing.sign, name="sign"),
    path("loften/<int:pk>/version/<int:number>/papper/", signing.ceremony, name="ceremony"),
    path("loften/<int:pk>/version/<int:number>/forsegla/", signing.seal, name="seal"),
    path("loften/<int:pk>/version/<int:number>/lofte.pdf", signing.document, name="pdf"),
    path("overenskommelser/", agreements.agreements, name="agreements"),
    path("overenskommelser/ny/", agreements.new_agreement, name="agreement-new"),
    path("overenskommelser/<int:pk>/", agreements.agreement, name="agreement"),
    path("overenskommelser/<int:pk>/andra/", agreements.change_agreement, name="agreement-change"),
    path("overenskommelser/<int:pk>/text.pdf", agreements.file, name="agreement-file"),
    path("atgarder/", measures.measures, name="measures"),
    path("atgarder/ny/", measures.new_measure, name="measure-new"),
    path("atgarder/<int:pk>/", measures.measure, name="measure"),
    path("atgarder/<int:pk>/andra/", measures.change_measure, name="measure-change"),
    path("atgarder/<int:pk>/avsluta/", measures.close_measure, name="measure-close"),
    path("atgarder/<int:pk>/folj-upp/", measures.judge_measure, name="measure-judge"),
    path("atgarder/<int:pk>/matt/", measures.measure_indicator, name="measure-indicator"),
    path("atgarder/<int:pk>/fraga/", asking.of_measure, name="measure-question"),
    path("uppfoljningar/<int:pk>/ratta/", measures.correct, name="correct"),
    path("atgardsplan/", plans.plans, name="plans"),
    path("atgardsplan/ny/", plans.new_plan, name="plan-new"),
    path("atgardsplan/<int:pk>/", plans.plan, name="plan"),
    path("atgardsplan/<int:pk>/skriv/", plans.write_plan, name="plan-write"),
    path("atgardsplan/<int:pk>/besluta/", plans.decide_plan, name="plan-decide"),
    path("atgardsplan/<int:pk>/kassera/", plans.discard_plan, name="plan-discard"),
    path("atgardsplan/<int:pk>/folj-upp/", plans.follow_up_plan, name="plan-follow-up"),
    path("atgardsplan/<int:pk>/plan.pdf", plans.document, name="plan-pdf"),
    path(
        "atgardsplan/<int:pk>/uppfoljning-<int:number>.pdf",
        plans.follow_up_document,
        name="plan-follow-up-pdf",
    ),
    path("ataganden/<int:pk>/", views.point, name="point"),
    path("ataganden/<int:pk>/ta-bort/", views.remove_point, name="point-remove"),
    path("ataganden/<int:pk>/matt/", views.indicator, name="indicator"),
    path("ataganden/<int:pk>/fraga/", asking.of_point, name="question"),
    path("ataganden/<int:pk>/logga/", follow_up.log, name="log"),
    path("ataganden/<int:pk>/aktiviteter/", follow_up.activities, name="activities"),
    path("ataganden/<int:pk>/utfall/", follow_up.outcome, name="outcome"),
    path("ataganden/<int:pk>/bedom/", follow_up.judge, name="judge"),
    path("bedomningar/<int:pk>/ratta/", follow_up.correct, name="correct-point"),
    path("utfall/<int:pk>/ta-tillbaka/", follow_up.withdraw, name="outcome-withdraw"),
    path("aktiviteter/<int:pk>/angra/", follow_up.undo, name="undo"),
    path("matt/<int:pk>/", readings.indicator, name="readings"),
    path("matt/<int:pk>/las-av/", readings.read, name="reading"),
    path("matt/<int:pk>/dialoger/", asking.read, name="reading-dialogues"),
    path("matt/<int:pk>/plan/", effects.plan, name="effect-plan"),
    path("effekt/<int:pk>/rakna/", effects.answer, name="effect-answer"),
    path("effekt/<int:pk>/ta-bort/", effects.drop, name="effect-drop"),
    path("matt/<int:pk>/ta-bort/", views.remove_indicator, name="indicator-remove"),
]
