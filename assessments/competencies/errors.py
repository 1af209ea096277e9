from lms.common.errors import DomainError


class VersionTaken(DomainError):
    """This version of the framework is published with other words: raise the version number."""

    code = "framework_version_taken"


class RecordInvalid(DomainError):
    """A record that says nothing, or that gives a level without anybody having watched."""

    code = "record_invalid"
