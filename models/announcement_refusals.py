"""Why an announcement cannot be written, sent or changed so."""

from dataclasses import dataclass

from models.refusals import Refusal


class AnnouncementRefusal(Refusal):
    """The parent of all of them: they are explained in one place."""


@dataclass(eq=False)
class AnnouncementMovedOn(AnnouncementRefusal):
    """The announcement is no longer where the pressed button left it: told as its present state."""

    announcement_id: int


@dataclass(eq=False)
class AnnouncementIncomplete(AnnouncementRefusal):
    """Nobody is addressed yet: sending would mean nothing."""

    announcement_id: int


@dataclass(eq=False)
class OwnAnnouncement(AnnouncementRefusal):
    """Who wrote it does not release it: a second person reads it first."""

    announcement_id: int


@dataclass(eq=False)
class StillOnTheWay(AnnouncementRefusal):
    """Messages are in flight: what they say can be changed only once they have arrived."""

    announcement_id: int
    paused: bool


@dataclass(eq=False)
class NothingToChange(AnnouncementRefusal):
    """No message of the announcement stands in anybody's chat any more, or it can no longer be changed."""

    announcement_id: int


@dataclass(eq=False)
class UnknownField(AnnouncementRefusal):
    """Braces with a name that is no field."""

    names: tuple[str, ...]


@dataclass(eq=False)
class FieldBroken(AnnouncementRefusal):
    """A field is formatted in part, so that it cannot be filled in."""


@dataclass(eq=False)
class ContentTooLong(AnnouncementRefusal):
    """Longer than Telegram carries, with the named fields at their longest."""

    size: int
    limit: int


@dataclass(eq=False)
class AlbumIncomplete(AnnouncementRefusal):
    """Telegram would not take these together."""


@dataclass(eq=False)
class MomentPassed(AnnouncementRefusal):
    """The hour to send at is over."""
