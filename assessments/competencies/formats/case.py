"""A framework as a CFPackage of CASE 1.0, and what its reader has to know. No database.

Domains, competencies and behaviours are CFItems, held together by `isChildOf`; the crosswalk is `isRelatedTo` a target
with a name; the levels are a CFRubric. CASE 1.0 knows no extensions: what it has no field for stands in `notes`, one
`key: value` a line, so that strict readers take the file. The same version gives the same identifiers everywhere.
"""

import json
import uuid
from collections.abc import Iterator
from urllib.parse import quote

from assessments.competencies.crosswalks import BY_KEY, name_of
from assessments.competencies.formats.normal import Data, normal

NAMESPACE = uuid.UUID("0d6cf0a9-6a0f-4f0c-9d0e-3b5b6f5c8e11")
TARGET = "urn:holdspace:crosswalk:"
DOMAIN, COMPETENCY = "Domain", "Competency"
BEHAVIOURS = {"harmful": "Harmful behaviour", "basic": "Basic behaviour", "advanced": "Advanced behaviour"}
TYPES = {
    DOMAIN: "A group of competencies.",
    COMPETENCY: "What somebody can do.",
    BEHAVIOURS["harmful"]: "Seen once, it sets level 1.",
    BEHAVIOURS["basic"]: "All of them seen: level 3.",
    BEHAVIOURS["advanced"]: "On top of level 3: level 4.",
}


def write_case(data: Data, *, changed: str, creator: str) -> bytes:
    """The file, in UTF-8. `changed`: when the version was published, in ISO 8601; `creator`: who publishes it."""
    package = _Writer(normal(data), changed, creator).package()
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def identifier(data: Data, *names: object) -> str:
    """The UUID of a part of a framework's version: the same whoever writes it."""
    return str(uuid.uuid5(NAMESPACE, "/".join([data["code"], data["version"], *map(str, names)])))


def notes(pairs: list[tuple[str, str]]) -> str:
    return "\n".join(f"{key}: {value}" for key, value in pairs)


class _Writer:
    def __init__(self, data: Data, changed: str, creator: str) -> None:
        self.data, self.changed, self.creator = data, changed, creator
        self.items: list[Data] = []
        self.associations: list[Data] = []

    def package(self) -> Data:
        document = self._document()
        root = self._link(self.data["title"], document["identifier"])
        for place, domain in enumerate(self.data["domains"], start=1):
            item = self._item(DOMAIN, domain["code"], domain["title"])
            self._hang(item, root, place)
            self._competencies(domain, self._link(item["fullStatement"], item["identifier"]))
        return {
            "CFDocument": document,
            "CFItems": self.items,
            "CFAssociations": self.associations,
            "CFDefinitions": {"CFItemTypes": [self._type(title) for title in TYPES]},
            "CFRubrics": [self._rubric()],
        }

    def _competencies(self, domain: Data, parent: Data) -> None:
        for place, row in enumerate(domain["competencies"], start=1):
            said = [("method", row["method"]), ("safety_critical", "yes" if row["safety_critical"] else "no")]
            said += [("informed_by", source) for source in row["informed_by"]]
            item = self._item(COMPETENCY, row["code"], row["description"] or row["title"])
            if row["description"]:
                item["abbreviatedStatement"] = row["title"]
            item["notes"] = notes(said)
            self._hang(item, parent, place)
            self._crosswalk(row, item)
            for number, behaviour in enumerate(row["behaviours"], start=1):
                child = self._item(BEHAVIOURS[behaviour["kind"]], behaviour["code"], behaviour["text"])
                self._hang(child, self._link(row["title"], item["identifier"]), number)

    def _crosswalk(self, row: Data, item: Data) -> None:
        for key, part, uri in self._targets(row["crosswalk"]):
            short = str(BY_KEY[key].short) if key in BY_KEY else key
            target = {
                "title": f"{short}: {name_of(key, part)}",
                "identifier": str(uuid.uuid5(NAMESPACE, uri)),
                "uri": uri,
            }
            self._associate("isRelatedTo", item, target, None)

    def _targets(self, crosswalk: Data) -> Iterator[tuple[str, int | str, str]]:
        for key, parts in crosswalk.items():
            for part in parts:
                yield key, part, f"{TARGET}{quote(key, safe='')}:{quote(str(part), safe='')}"

    def _document(self) -> Data:
        data = self.data
        said = [("code", data["code"]), ("level4_requires", data["level4_requires"])]
        said += [(f"level_mark_{level['number']}", level["mark"]) for level in data["levels"]]
        said += [("informed_by", source) for source in data["informed_by"]]
        return {
            **self._named("document"),
            "creator": self.creator,
            "title": data["title"],
            "lastChangeDateTime": self.changed,
            "version": data["version"],
            "adoptionStatus": "Adopted",
            "notes": notes(said),
        }

    def _named(self, *names: object) -> Data:
        one = identifier(self.data, *names)
        return {"identifier": one, "uri": f"urn:uuid:{one}"}

    def _link(self, title: str, one: str) -> Data:
        return {"title": title, "identifier": one, "uri": f"urn:uuid:{one}"}

    def _item(self, kind: str, code: str, statement: str) -> Data:
        return {
            **self._named("item", kind, code),
            "fullStatement": statement,
            "humanCodingScheme": code,
            "CFItemType": kind,
            "CFItemTypeURI": self._link(kind, identifier(self.data, "type", kind)),
            "lastChangeDateTime": self.changed,
        }

    def _hang(self, item: Data, parent: Data, place: int) -> None:
        self.items.append({**item, "listEnumeration": str(place)})
        self._associate("isChildOf", item, parent, place)

    def _associate(self, kind: str, item: Data, to: Data, place: int | None) -> None:
        title = item.get("abbreviatedStatement") or item["fullStatement"]
        names = self._named("association", kind, item["identifier"], to["identifier"])
        self.associations.append(
            {
                "identifier": names["identifier"],
                "associationType": kind,
                **({"sequenceNumber": place} if place else {}),
                "uri": names["uri"],
                "originNodeURI": self._link(title, item["identifier"]),
                "destinationNodeURI": to,
                "lastChangeDateTime": self.changed,
            }
        )

    def _type(self, title: str) -> Data:
        names = self._named("type", title)
        more = {"description": TYPES[title], "hierarchyCode": str(list(TYPES).index(title) + 1)}
        return {**names, "title": title, **more, "lastChangeDateTime": self.changed}

    def _rubric(self) -> Data:
        rubric, criterion = self._named("rubric"), self._named("criterion")
        return {
            **rubric,
            "title": "Levels",
            "description": "What every competency is rated on.",
            "lastChangeDateTime": self.changed,
            "CFRubricCriteria": [
                {
                    **criterion,
                    "category": "Level",
                    "description": "How well a competency was shown.",
                    "weight": 1.0,
                    "position": 1,
                    "rubricId": rubric["identifier"],
                    "lastChangeDateTime": self.changed,
                    "CFRubricCriterionLevels": [
                        {
                            **self._named("level", level["number"]),
                            "description": level["description"],
                            "quality": level["name"],
                            "score": float(level["number"]),
                            "position": level["number"],
                            "rubricCriterionId": criterion["identifier"],
                            "lastChangeDateTime": self.changed,
                        }
                        for level in self.data["levels"]
                    ],
                }
            ],
        }


def noted(said: str) -> Iterator[tuple[str, str]]:
    """(key, value) of every line of notes that reads so; what else stands there is somebody's own."""
    for entry in said.splitlines():
        key, sign, value = entry.partition(": ")
        if sign:
            yield key.strip(), value.strip()
