"""Proof-reading of Vietnamese text: what is certainly, or nearly so, a slip of the keyboard."""
