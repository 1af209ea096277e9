from certificates.awards.models import Award, AwardEvent
from certificates.documents.models import Certificate
from certificates.programmes.models import Programme, ProgrammeVersion, Requirement

__all__ = ["Award", "AwardEvent", "Certificate", "Programme", "ProgrammeVersion", "Requirement"]
