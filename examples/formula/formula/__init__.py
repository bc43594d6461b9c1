"""A spreadsheet's formula language."""
