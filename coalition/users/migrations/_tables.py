"""Many changes in one step: frozen, so that no migration changes when the code does.

With each operation Django renders every related model anew. These are nearly all, and it takes a tenth of a second.
"""

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class ChangeTogether(Operation):
    """Do what `operations` do one after the other; the models are rendered once, as they are after all of them.

    So none may look at a model as an earlier one left it, and a later one does not.
    """

    reversible = False  # migrations only go forward

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        """Change `state`, which renders all models when one is first asked for, and leaves nothing for later."""
        state.__dict__.pop("apps", None)
        state.is_delayed = False
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Change the tables; foreign keys of new ones wait for the last table."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        """Say what is done, for `migrate --plan`."""
        return "; ".join(operation.describe() for operation in self.operations)


class CreateTogether(ChangeTogether):
    """Do what `operations` do, each of which creates a model or adds a trigger to one: these alone are rendered.

    The models may point to each other in any order: a foreign key is made when all the tables are there.
    """

    def state_forwards(self, app_label, state):
        """Add the models to `state`. Those that stand stay as they are rendered, where nothing was left for later."""
        rendered = None if state.is_delayed else state.__dict__.get("apps")
        super().state_forwards(app_label, state)
        if rendered is not None:
            made = [operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)]
            rendered.render_multiple([state.models[app_label, name] for name in made])
            state.apps = rendered
