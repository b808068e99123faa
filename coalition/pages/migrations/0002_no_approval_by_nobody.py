"""Take Wagtail's *Moderators approval* away where nobody approves: its group went with the roles (decision 0014-two-content-policies)."""

from typing import Any

from django.db import migrations

WAITING = ["in_progress", "needs_changes"]


def take_away(apps: Any, schema_editor: Any) -> None:
    """End what waits for nobody, and offer it no more; a workflow in which somebody approves stays."""

    def rows(model: str) -> Any:
        return apps.get_model("wagtailcore", model).objects

    nobody = list(rows("GroupApprovalTask").filter(groups__isnull=True).values_list("pk", flat=True))
    by_somebody = rows("WorkflowTask").exclude(task_id__in=nobody).values("workflow_id")
    stuck = rows("WorkflowTask").filter(task_id__in=nobody).exclude(workflow_id__in=by_somebody)
    workflows = list(stuck.values_list("workflow_id", flat=True))
    waiting = rows("WorkflowState").filter(workflow_id__in=workflows, status__in=WAITING)
    states = list(waiting.values_list("pk", flat=True))
    rows("TaskState").filter(workflow_state_id__in=states, status="in_progress").update(status="cancelled")
    rows("WorkflowState").filter(pk__in=states).update(status="cancelled")
    rows("WorkflowPage").filter(workflow_id__in=workflows).delete()
    rows("WorkflowContentType").filter(workflow_id__in=workflows).delete()
    rows("Workflow").filter(pk__in=workflows).update(active=False)
    rows("Task").filter(pk__in=nobody).update(active=False)


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_locales"), ("users", "0002_roles"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(take_away, migrations.RunPython.noop)]
