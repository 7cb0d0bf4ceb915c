"""The model against its definition and, where it is at hand, the published code."""

import os
import sys
from pathlib import Path
from random import Random

import pytest
import torch

from embedded import checkpoint, tokens
from embedded.model import RecurrentModel, Shape
from embedded.train import draw_iterations

PUBLISHED = Path(os.environ.get("RAVEN_REFERENCE", "not/named"))


@pytest.fixture(scope="module")
def tokenizer():
    return tokens.train(seed=0, longest_text=64)


@pytest.fixture
def model(tokenizer):
    torch.manual_seed(1)
    shape = Shape(len(tokenizer), n_embd=32, n_heads=4, intermediate_size=48, n_layers_in_recurrent_block=2, block_size=64)
    model = RecurrentModel(shape).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(0.1 * torch.randn_like(weight))
    return model


@torch.no_grad()
def test_checkpoint_reads_back_as_the_same_model(model, tokenizer, tmp_path):
    checkpoint.save(tmp_path / "made", model, tokenizer)
    again, read = checkpoint.load(tmp_path / "made")
    assert read("plus 7").input_ids == tokenizer("plus 7").input_ids
    for name, tensor in model.state_dict().items():
        assert torch.equal(tensor, again.state_dict()[name]), name


@pytest.mark.skipif(not (PUBLISHED / "recpre").is_dir(), reason="needs the published code; set RAVEN_REFERENCE")
@pytest.mark.parametrize("iterations", [1, 5])
@torch.no_grad()
def test_published_code_gives_the_same_logits(model, tokenizer, tmp_path, iterations):
    sys.path.insert(0, str(PUBLISHED))
    from recpre.raven_modeling_minimal import RavenForCausalLM

    checkpoint.save(tmp_path / "made", model, tokenizer)
    published, report = RavenForCausalLM.from_pretrained(tmp_path / "made", output_loading_info=True)
    assert not report["missing_keys"] and not report["unexpected_keys"] and not report["mismatched_keys"]
    inputs = torch.randint(0, len(tokenizer), (3, 20))
    state = model.initial_state(model.prelude(inputs))
    expected = published.eval()(inputs, input_states=state, num_steps=torch.tensor([iterations])).logits
    torch.testing.assert_close(model.head(model(inputs, iterations, 0, state)), expected, atol=1e-4, rtol=1e-4)


def test_gradients_reach_only_the_last_iterations(model):
    inputs = torch.randint(0, 300, (2, 6))
    state = model.initial_state(model.prelude(inputs)).requires_grad_()
    model(inputs, 4, 3, state).sum().backward()
    assert state.grad is None
    model(inputs, 3, 3, state).sum().backward()
    assert state.grad.abs().sum() > 0


def test_initial_state_is_cut_at_three_standard_deviations(model):
    state = model.initial_state(torch.empty(64, 64, 32), torch.Generator().manual_seed(0))
    scale = model.shape.init_std * model.shape.n_embd**0.5
    assert state.abs().max() <= 3 * scale
    assert state.std().item() == pytest.approx(0.9866 * scale, rel=0.01)  # a normal cut at 3 sigma has 0.9866 of its spread


def test_iterations_have_the_asked_mean_and_are_at_least_one():
    random = Random(0)
    drawn = [draw_iterations(random, mean=8, spread=0.5) for _ in range(20_000)]
    assert min(drawn) == 1
    assert sum(drawn) / len(drawn) == pytest.approx(9, rel=0.02)  # the published sampler adds one to the Poisson
