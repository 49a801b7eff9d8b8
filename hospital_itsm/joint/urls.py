"""Addresses of tasks, checklists and times between teams."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from hospital_itsm.joint.exported import TASKS
from hospital_itsm.joint.views import setup, tasks
from hospital_itsm.people.views.setup_rows import paths

app_name = "joint"
OF_TICKET = "t/<str:key>/tasks/"
urlpatterns = [
    path("queue/tasks/", tasks.TasksPage.as_view(), name="tasks"),
    path("queue/tasks/export/", export_view(TASKS), name="export_tasks"),
    path(OF_TICKET, tasks.TicketTasksView.as_view(), name="tasks_of"),
    path(f"{OF_TICKET}part/", tasks.PartView.as_view(), name="part"),
    path(f"{OF_TICKET}checklist/", tasks.PutOnView.as_view(), name="put_on"),
    path(f"{OF_TICKET}<int:pk>/", tasks.ChangeView.as_view(), name="task"),
    path(f"{OF_TICKET}<int:pk>/skip/", tasks.SkipView.as_view(), name="skip"),
    path(f"{OF_TICKET}<int:pk>/<slug:verb>/", tasks.StepView.as_view(), name="step"),
    *paths(setup.AGREEMENTS, "agreements"),
    *paths(setup.CHECKLISTS, "checklists"),
]
