"""Many tables in one step: frozen, so that no migration changes when the code does.

With each operation Django renders every related model anew. These are nearly all, and it takes a tenth of a second.
"""

from django.db.migrations.operations.base import Operation


class CreateTogether(Operation):
    """Do what `operations` do, each of which creates a model or adds a trigger; the models are rendered once.

    The models may point to each other in any order: a foreign key is made when all the tables are there.
    """

    reversible = False  # migrations only go forward

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        """Add the models to `state`, which renders all when one is first asked for, and leaves nothing for later."""
        state.__dict__.pop("apps", None)
        state.is_delayed = False
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Create each table as it is after all of `operations`; its foreign keys wait for the last table."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        """Say what is done, for `migrate --plan`."""
        return "; ".join(operation.describe() for operation in self.operations)
