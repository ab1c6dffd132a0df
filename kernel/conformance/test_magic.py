"""Every command of cells as its help says."""

import pytest

from conftest import text


def examples(kernel):
    """The examples in the help of all commands, by name."""
    reply, out = kernel.execute("%help")
    assert reply["status"] == "ok"
    found = {}
    for line in text(out).splitlines():
        name = line.split()[0].lstrip("%")
        name = {"!COMMAND": "!", "NAME?": "?"}.get(name, name)
        reply, out = kernel.execute("%help " + name)
        assert reply["status"] == "ok", name
        head, mark, example = text(out).partition("\n\nExample:\n\n")
        assert mark and example.strip(), "%s has no example" % name
        found[name] = example.rstrip("\n")
    return found


def test_examples(kernel, tmp_path):
    """The example in each command's help runs."""
    for name, cell in examples(kernel).items():
        kernel.execute("%%cd %s" % tmp_path)
        reply, out = kernel.execute(cell, timeout=120)
        assert reply["status"] == "ok", (name, cell, reply)


@pytest.mark.parametrize("cell, said", [
    ("%whoo", "did you mean %who [KIND...]?"),
    ("%%bsh\nls", "did you mean %%bash?"),
])
def test_nearest(kernel, cell, said):
    reply, _ = kernel.execute(cell)
    assert reply["status"] == "error" and said in reply["evalue"], reply
