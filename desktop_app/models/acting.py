"""One step of the user's: what it changes, recorded and written in one transaction."""

from functools import cached_property

from sqlalchemy import Connection

from desktop_app.models import journal
from desktop_app.models.changes import changes_of
from desktop_app.models.journal import Image, JournaledSession, Recording
from desktop_app.models.sitting import Sitting
from desktop_app.models.values import Changes


class Action:
    """One step of the user's while it is being done. `changes` is filled when it is safely on disk.

    `final` is set where it cannot be taken back. `entry` is the journal's entry that it goes on with, so that
    both are undone as one, and then the one it has; None where it has none. A `sitting` tells it of words.
    """

    def __init__(
        self,
        name: str,
        connection: Connection,
        entry: int | None = None,
        sitting: Sitting | None = None,
    ) -> None:
        self.name = name
        self.connection = connection
        self.entry = entry
        self.final = False
        self.done = False
        self.changes = Changes("")
        self._recording = Recording()
        self._sitting = sitting

    @cached_property
    def session(self) -> JournaledSession:
        """The session whose objects may be changed; made when first asked for."""
        session = JournaledSession(self.connection, expire_on_commit=False)
        session.recording = self._recording
        return session

    def apply(self, images: list[Image]) -> None:
        """Change rows by their images, without loading objects; for many rows or where speed counts."""
        for image in images:
            self._recording.note(image)
        journal.apply(self.connection, images)

    def finish(self, who: str) -> None:
        """Write what is left to write, and the journal's entry where anything changed; commit."""
        if "session" in self.__dict__:
            self.session.flush()
        images = self._recording.images()
        changes = Changes(self.name)
        if images:
            if self._sitting is not None:
                self.entry = self._sitting.goes_on_with(images)
            self.entry = self._write(who, images)
            changes = changes_of(self.connection, self.name, images)
            self.connection.commit()
            if self._sitting is not None:
                self._sitting.note(self.entry, images)
        self.changes = changes
        self.done = bool(images)

    def _write(self, who: str, images: list[Image]) -> int:
        if self.entry is None or not journal.is_last(self.connection, self.entry):
            return journal.write(self.connection, who, self.name, images, final=self.final)
        journal.extend(self.connection, self.entry, self.name, images)
        return self.entry

    def close(self) -> None:
        """Let go of the objects."""
        if "session" in self.__dict__:
            self.session.close()
