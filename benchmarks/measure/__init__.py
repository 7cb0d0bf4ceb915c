"""Plumbline and its peer on the same documents, side by side; and how Plumbline's cost grows."""
