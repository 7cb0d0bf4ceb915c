"""The recipe of Plumbline's embedded model: its data, its suite and its training. Start from `train.py`."""
