from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.competencies import presenting, queries


@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """The framework in force: competencies by domain, the levels, and how a level comes about. Public."""
    version = queries.current_version()
    context = {"version": version}
    if version:
        context |= {
            "framework": version.title,
            "sections": presenting.sections(queries.competencies_in(version)),
            "levels": presenting.level_rows(version.levels.all()),
            "level4": presenting.level4_sentence(version.level4_requires),
            "examples": presenting.examples(version),
        }
    return render(request, "assessments/competencies/frameworks.html", context)


@require_safe
def competency(request: HttpRequest, code: str) -> HttpResponse:
    """One competency: what is seen when somebody has it, and where it comes from. Public."""
    version = queries.current_version()
    words = version and queries.competencies_in(version).filter(competency__code__iexact=code).first()
    if not words:
        raise Http404
    context = {
        "version": version,
        "words": words,
        "code": words.competency.code,
        "domain": words.domain.title,
        "method": words.get_method_display(),
        "groups": presenting.groups(words.behaviours.all()),
        "crosswalk": presenting.crosswalk(words),
    }
    return render(request, "assessments/competencies/competency.html", context)
