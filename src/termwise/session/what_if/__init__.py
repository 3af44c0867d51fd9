"""What if: numbers of a deal moved one by one, answered at once, and said again as lines of a scenario.

`handles` are what can be moved; `WhatIf` answers with some of them moved; `scenario_text` says so in the language.
Answering and saving are one: the scenario, read back and run, comes to what was answered.
"""

from termwise.session.what_if.handle import (
    Handle,
    Kind,
    Setting,
    Settings,
    UnknownSettingError,
    read_setting,
    setting_text,
)
from termwise.session.what_if.handles import handles
from termwise.session.what_if.settings import pins_of, scenario_of, scenario_text
from termwise.session.what_if.what_if import WhatIf, beyond_drivers

__all__ = [
    "Handle",
    "Kind",
    "Setting",
    "Settings",
    "UnknownSettingError",
    "WhatIf",
    "beyond_drivers",
    "handles",
    "pins_of",
    "read_setting",
    "scenario_of",
    "scenario_text",
    "setting_text",
]
