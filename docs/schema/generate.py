"""Writes `deal.schema.json` beside this file from the model (`make schema`)."""

from pathlib import Path

from termwise.model.json_form import schema_text

Path(__file__).with_name("deal.schema.json").write_text(schema_text(), "utf-8")
