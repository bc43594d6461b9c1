"""What sessions of a slot tell each other of Django's test databases: files in the folder of the slot."""

import contextlib
import hashlib
import json
import os
import pickle
import sqlite3

_STATE = "django-databases.json"

#: What is to be dropped at the end of the run.
_MADE = "django-databases.pickle"


class Slot:
    def __init__(self, folder):
        self._folder = folder
        self._state = os.path.join(folder, _STATE)
        self._made = os.path.join(folder, _MADE)

    def known(self):
        """Signatures of databases that are there, and as if they were new."""
        try:
            with open(self._state, encoding="utf-8") as file:
                return frozenset(json.load(file))
        except FileNotFoundError:
            return frozenset()

    def remember(self, signatures):
        with open(self._state, "w", encoding="utf-8") as file:
            json.dump(sorted(signatures), file)

    def forget(self):
        with contextlib.suppress(FileNotFoundError):
            os.remove(self._state)

    def remember_to_drop(self, settings):
        """Whether that can be done."""
        made = {str(each["NAME"]): each for each in [*self._to_drop(), *settings]}
        try:
            content = pickle.dumps(list(made.values()))
        except Exception:
            # Whatever an option of a database may hold.
            return False
        # There may be passwords in it.
        with open(os.open(self._made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        return True

    def has_copy(self, signature):
        return os.path.exists(self._copy(signature))

    def save_copy(self, signature, connection):
        """Of a database in memory, as the migrations have left it."""
        path = self._copy(signature)
        with contextlib.closing(sqlite3.connect(path + ".new")) as copy:
            connection.backup(copy)
        os.replace(path + ".new", path)

    def load_copy(self, signature, connection):
        with contextlib.closing(sqlite3.connect(self._copy(signature))) as copy:
            copy.backup(connection)

    def _copy(self, signature):
        return os.path.join(self._folder, "django-%s.sqlite3" % hashlib.sha256(signature.encode()).hexdigest()[:16])

    def _to_drop(self):
        try:
            with open(self._made, "rb") as file:
                return pickle.load(file)
        except FileNotFoundError:
            return []
