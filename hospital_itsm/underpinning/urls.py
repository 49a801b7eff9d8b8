"""Addresses of vendor clocks and scorecards."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from hospital_itsm.underpinning.exported import CLOCKS, SCORECARDS, TASKS
from hospital_itsm.underpinning.views import promises, scorecards, vendor_tasks

app_name = "underpinning"
urlpatterns = [
    path("vendors/tasks/", vendor_tasks.TasksView.as_view(), name="tasks"),
    path("vendors/tasks/export/", export_view(TASKS), name="export_tasks"),
    path("vendors/tasks/<int:pk>/", vendor_tasks.TaskView.as_view(), name="task"),
    path("vendors/tasks/<int:pk>/answer/", vendor_tasks.AnswerView.as_view(), name="answer"),
    path(
        "vendors/tasks/<int:pk>/contract/", vendor_tasks.ChooseContractView.as_view(), name="choose_contract"
    ),
    path("vendors/clocks/", vendor_tasks.ClocksView.as_view(), name="clocks"),
    path("vendors/clocks/export/", export_view(CLOCKS), name="export_clocks"),
    path("vendors/scorecards/", scorecards.ScorecardsView.as_view(), name="scorecards"),
    path("vendors/scorecards/export/", export_view(SCORECARDS), name="export_scorecards"),
    path("vendors/<int:pk>/scorecard/", scorecards.ScorecardView.as_view(), name="scorecard"),
    path("contracts/<str:number>/promises/", promises.PromisesView.as_view(), name="promises"),
    path("contracts/<str:number>/promises/<slug:metric>/", promises.PromiseView.as_view(), name="promise"),
    path(
        "contracts/<str:number>/promises/<slug:metric>/remove/",
        promises.RemovePromiseView.as_view(),
        name="remove_promise",
    ),
]
