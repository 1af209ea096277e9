"""Small stories to be checked, one thing changed at a time."""

from dataclasses import replace

from assessments.scenarios.linting import lint


def found(graph, **more):
    return {(one.code, one.node, one.choice) for one in lint(graph, **more)}


def errors(graph, **more):
    return {one.code for one in lint(graph, **more) if one.level == "error"}


def warnings(graph, **more):
    return {one.code for one in lint(graph, **more) if one.level == "warning"}


def with_node(graph, key, **changes):
    """The story with a node changed."""
    return replace(graph, nodes={**graph.nodes, key: replace(graph.nodes[key], **changes)})


def with_choice(graph, node, key, **changes):
    """The story with a choice changed."""
    choices = tuple(replace(one, **changes) if one.key == key else one for one in graph.nodes[node].choices)
    return with_node(graph, node, choices=choices)


def with_more(graph, *nodes):
    return replace(graph, nodes={**graph.nodes, **{one.key: one for one in nodes}})
