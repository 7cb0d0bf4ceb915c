"""The recipe on a few steps."""

import pytest
import torch

from embedded import checkpoint, evaluate
from embedded.sources import SOURCES
from embedded.train import Settings, Trainer, rate_share

SHORT = Settings(steps=12, warmup=3)


def test_loss_falls_and_the_checkpoint_answers(tmp_path):
    trainer = Trainer(SHORT, tmp_path, compiled=False)
    first = trainer.train_step()
    while trainer.step < SHORT.steps:
        last = trainer.train_step()
    assert sum(last.values()) < 0.85 * sum(first.values())
    trainer.save()
    model, tokenizer = checkpoint.load(tmp_path / "checkpoint")
    for task in SOURCES:
        curve = evaluate.curve(model, tokenizer, task, documents=8, iterations=(1, 3))
        assert set(curve) == {1, 3} and 0 <= curve[1] <= 1


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
