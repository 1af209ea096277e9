"""QTI 2.1 and 3.0 say the same in other words: `choiceInteraction` is `qti-choice-interaction`. No database."""

import re
from dataclasses import dataclass

from assessments.questions.formats.xml_tree import Node, element

RESPONSE, GENERAL = "RESPONSE", "GENERAL"
# What is asked for is told by the name of the response where the interaction alone does not say it.
BEST, WORST, RANKED = "RESPONSE_BEST", "RESPONSE_WORST", "RESPONSE_RANKED"
# Before the key of a gap.
GAPPED = "GAP_"

HTML = {"p", "ul", "ol", "li", "b", "strong", "i", "em", "br", "a", "span", "div"}


@dataclass(frozen=True)
class Dialect:
    """What differs between the versions. Everything else is written and read once, in the names of 2.1."""

    label: str
    item_namespace: str
    package_namespace: str
    resource_type: str
    schema: str
    schema_version: str
    lom_namespace: str
    kebab: bool

    def tag(self, name: str, *inside: str, **attrs: object) -> str:
        """An element by its name in 2.1."""
        if not self.kebab or name in HTML:
            return element(name, *inside, **attrs)
        renamed = {_kebab(key.rstrip("_")): value for key, value in attrs.items()}
        return element(f"qti-{_kebab(name)}", *inside, **renamed)


QTI21 = Dialect(
    label="QTI 2.1",
    item_namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    package_namespace="http://www.imsglobal.org/xsd/imscp_v1p1",
    resource_type="imsqti_item_xmlv2p1",
    schema="QTIv2.1 Package",
    schema_version="1.0.0",
    lom_namespace="http://ltsc.ieee.org/xsd/LOM",
    kebab=False,
)
QTI3 = Dialect(
    label="QTI 3.0",
    item_namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    package_namespace="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    resource_type="imsqti_item_xmlv3p0",
    schema="QTI Package",
    schema_version="3.0.0",
    lom_namespace="http://ltsc.ieee.org/xsd/LOM",
    kebab=True,
)


def in_old_names(node: Node) -> Node:
    """The tree with the names of 2.1, whichever it came with. Changes it in place."""
    for child in node.children:
        in_old_names(child)
    if node.name.startswith("qti-"):
        node.name = _camel(node.name.removeprefix("qti-"))
        node.attrs = {_camel(name): value for name, value in node.attrs.items()}
    return node


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f"-{found[1].lower()}", name)


def _camel(name: str) -> str:
    return name if ":" in name else re.sub(r"-([a-z])", lambda found: found[1].upper(), name)
