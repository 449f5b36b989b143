"""Every benchmark still fits the code that it measures; what it measures is not asked here."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import benchmarks

#: Scripts with needs of their own, which do their work when they are imported.
_BUILDS = "benchmarks.build_"
_MODULES = [
    module.name
    for module in walk_packages([str(Path(benchmarks.__file__).parent)], "benchmarks.")
    if not module.name.startswith(_BUILDS)
]


@pytest.mark.parametrize("name", _MODULES)
def test_a_benchmark_can_be_imported(name: str) -> None:
    assert import_module(name).__doc__


def test_a_renamed_package_would_be_noticed() -> None:
    assert {"benchmarks.curve", "benchmarks.retrieval.ranking", "benchmarks.scale.asking"} <= {*_MODULES}
