"""The tables of macros."""

from hospital_itsm.macros.models.macro import Macro, MacroUse

__all__ = ["Macro", "MacroUse"]
