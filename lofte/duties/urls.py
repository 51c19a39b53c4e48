from django.urls import path

from lofte.duties import views
from lofte.duties.council import views as council
from lofte.duties.reports import views as reports

app_name = "duties"

urlpatterns = [
    path("lagens-krav/", views.board, name="board"),
    path("lagens-krav/ny/", views.new_record, name="record-new"),
    path("lagens-krav/<int:pk>/andra/", views.change_record, name="record-change"),
    path("lagens-krav/<int:pk>/ta-bort/", views.withdraw_record, name="record-withdraw"),
    path("lagens-krav/rapport/", reports.hand_in, name="report-new"),
    path("lagens-krav/rapport/<int:pk>/", reports.report, name="report"),
    path("lagens-krav/rapport/<int:pk>/rapport.pdf", reports.document, name="report-pdf"),
    path("radet/", council.council, name="council"),
    path("radet/ledamot/", council.new_member, name="member-new"),
    path("radet/ledamot/<int:pk>/avsluta/", council.end_member, name="member-end"),
    path("radet/ledamot/<int:pk>/ordforande/", council.name_chair, name="member-chair"),
    path("radet/mote/", council.new_meeting, name="meeting-new"),
    path("radet/mote/<int:pk>/", council.change_meeting, name="meeting-change"),
    path("radet/mote/<int:pk>/protokoll.pdf", council.minutes, name="meeting-file"),
]
