"""What must be true of a notebook of the course that somebody has executed, whoever
that was: a client, the kernel's own runner, a person in JupyterLab."""

import warnings

import nbformat


def on_purpose(cell):
    """Whether a cell is one that fails on purpose."""
    return "raises-exception" in cell.metadata.get("tags", [])


def check(path):
    """Reads a notebook that was run once, from its first cell to its last: nothing failed
    but what fails on purpose, and cells printed what their metadata promise."""
    nb = nbformat.read(path, as_version=4)
    nbformat.validate(nb)
    ran = [c for c in nb.cells if c.cell_type == "code" and c.source.strip()]
    for c in ran:
        errors = [o for o in c.outputs if o.output_type == "error"]
        assert bool(errors) == on_purpose(c), errors
        promise = c.metadata.get("gosched", {})
        if "output" in promise:
            order = sorted if promise.get("unordered") else list
            printed = "".join(o.text for o in c.outputs if o.output_type == "stream" and o.name == "stdout")
            assert order(printed.strip().split("\n")) == order(promise["output"].strip().split("\n"))
    assert [c.execution_count for c in ran] == list(range(1, len(ran) + 1))
    return nb


def verdicts(nb):
    """The verdicts on the cards of a notebook, by the experiments' IDs."""
    data = [o.get("metadata", {}).get("gosched", {}).get("verdict") for c in nb.cells for o in c.get("outputs", [])]
    return {v["id"]: v for v in data if v}


def judge(nb, recorded):
    """Compares the verdicts of a notebook with those it was recorded with: each is the
    same, or inconclusive with its reason, which is told. What was inconclusive when it
    was recorded may be anything now but refuted."""
    now, then = verdicts(nb), verdicts(recorded)
    assert list(now) == list(then)
    for name, v in now.items():
        if v["verdict"] == "inconclusive":
            reason = v.get("note", {}).get("en")
            assert reason, v
            warnings.warn("%s is inconclusive: %s" % (name, reason))
        elif then[name]["verdict"] == "inconclusive":
            assert v["verdict"] != "refuted", v
        else:
            assert v["verdict"] == then[name]["verdict"], v
