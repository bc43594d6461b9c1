"""``python -m steadfast_pytest.drop_databases FILE...``: drops the test databases of Django that slots of a run have kept.

Prints a line for each that could not be dropped, and exits with 1 then.
"""

import pickle
import sys


def main(paths):
    from django.conf import settings
    from django.db import connections

    made: dict[tuple[str, ...], dict[str, object]] = {}
    for path in paths:
        with open(path, "rb") as file:
            for database in pickle.load(file):
                made.setdefault((str(database["HOST"]), str(database["PORT"]), str(database["NAME"])), database)
    aliases = {"made-%d" % number: database for number, database in enumerate(made.values())}
    settings.configure(DATABASES={"default": {}, **aliases})
    failed = False
    for alias, database in aliases.items():
        try:
            connections[alias].creation.destroy_test_db(verbosity=0)
        except Exception as error:
            failed = True
            print("%s: %s" % (database["NAME"], " ".join(str(error).split())))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
