"""Several reads in one round trip, for what is done while others wait for a lock.

Every round trip costs who holds a lock more than its statement: the process waits for the database, and then for a
processor and for the interpreter, beside all who are waiting for the lock. Decision 0015-seats-under-one-lock.
"""

from typing import Any, cast

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

type Rows = list[tuple[Any, ...]]


def fetch(*querysets: QuerySet[Any]) -> None:
    """Evaluate `querysets` of one database in one round trip, in their order; none of them makes a query after that.

    As where each is sent alone, each sees what was committed when it began: what stands behind one that waits for a
    lock sees what it waited for. Without prefetched relations. Raises what each would, and EmptyResultSet for one that
    can find nothing.
    """
    asked = [(queryset, *_compiled(queryset)) for queryset in querysets]
    statements, parameters = [sql for _queryset, _compiler, sql, _values in asked], [row[3] for row in asked]
    with connections[querysets[0].db].cursor() as cursor:  # binds at the client, so it takes several statements
        cursor.execute("; ".join(statements), [value for values in parameters for value in values])
        for number, (queryset, compiler, _sql, _values) in enumerate(asked):
            if number:
                cursor.nextset()
            _fill(queryset, compiler, cursor.fetchall())


def _compiled(queryset: QuerySet[Any]) -> tuple[SQLCompiler, str, tuple[Any, ...]]:
    compiler = queryset.query.get_compiler(queryset.db)
    sql, values = compiler.as_sql()
    return compiler, sql, tuple(values)


def _fill(queryset: QuerySet[Any], compiler: SQLCompiler, rows: Rows) -> None:
    """Let `queryset` hold what it would have made of `rows`: its own classes make it, on a copy that asks nobody."""
    answered = cast(Any, queryset)._chain()
    answered.query.get_compiler = lambda *args, **kwargs: compiler
    cast(Any, compiler).execute_sql = lambda *args, **kwargs: [rows]
    cast(Any, queryset)._result_cache = list(answered._iterable_class(answered))
