"""The quotation of the day."""
