"""The official JSON Schemas of the Open Cap Table Format, where a copy of its repository is at hand."""

import json
import os
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource

SCHEMAS = Path(os.environ.get("TERMWISE_OCF_SCHEMAS", "/nonexistent"))
"""The folder `schema` of the repository Open-Cap-Table-Coalition/Open-Cap-Format-OCF."""

FILES = {
    "Manifest": "OCFManifestFile",
    "Stakeholders": "StakeholdersFile",
    "StockClasses": "StockClassesFile",
    "StockLegends": "StockLegendTemplatesFile",
    "StockPlans": "StockPlansFile",
    "Transactions": "TransactionsFile",
    "Valuations": "ValuationsFile",
    "VestingTerms": "VestingTermsFile",
}


def faults(name: str, content: bytes) -> list[str]:
    """What the official schema finds wrong with a file of a package."""
    read = [json.loads(path.read_text("utf-8")) for path in sorted(SCHEMAS.rglob("*.schema.json"))]
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in read
    )
    top = json.loads((SCHEMAS / "files" / f"{FILES[name]}.schema.json").read_text("utf-8"))
    validator = Draft7Validator(top, registry=registry)
    return [f"{list(fault.absolute_path)}: {fault.message}" for fault in validator.iter_errors(json.loads(content))]
