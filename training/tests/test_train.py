"""The recipe on a few steps."""

import pytest
import torch

from embedded import checkpoint, evaluate
from embedded.train import Settings, Trainer, rate_share

SHORT = Settings(steps=12, warmup=3)


def test_loss_falls_and_the_checkpoint_answers(tmp_path):
    trainer = Trainer(SHORT, tmp_path, compiled=False)
    first = trainer.train_step()
    while trainer.step < SHORT.steps:
        last = trainer.train_step()
    assert all(last[name] < 0.8 * first[name] for name in first)
    trainer.save()
    curves = evaluate.curves(*checkpoint.load(tmp_path / "checkpoint"), documents=8, iterations=(1, 3))
    assert all(set(curve) == {1, 3} and 0 <= curve[1] <= 1 for curve in curves.values())


def test_stopped_training_goes_on_as_if_it_had_not(tmp_path):
    straight = Trainer(SHORT, tmp_path / "straight", compiled=False)
    stopped = Trainer(SHORT, tmp_path / "stopped", compiled=False)
    for _ in range(2):
        straight.train_step(), stopped.train_step()
    stopped.save()
    resumed = Trainer(SHORT, tmp_path / "stopped", compiled=False)
    assert resumed.train_step() == pytest.approx(straight.train_step())
    for mine, other in zip(resumed.model.parameters(), straight.model.parameters(), strict=True):
        torch.testing.assert_close(mine, other)


def test_learning_rate_rises_stays_and_falls_to_nothing():
    settings = Settings(steps=100, warmup=10, decay=0.5)
    shares = [rate_share(step, settings) for step in (0, 9, 49, 75, 100)]
    assert shares == pytest.approx([0.1, 1.0, 1.0, 0.5, 0.0])
