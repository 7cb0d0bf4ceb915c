"""A recurrent-depth transformer whose parameters carry the names and shapes of Huginn-0125 (arXiv 2502.05171).

Axes: B documents, T positions, d channels, H heads, h = d / H channels of a head.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    """The architecture's sizes, under the keys of the published config.json."""

    vocab_size: int
    n_embd: int = 128
    n_heads: int = 4
    intermediate_size: int = 256
    n_layers_in_prelude: int = 1
    n_layers_in_recurrent_block: int = 1
    n_layers_in_coda: int = 1
    mean_recurrence: int = 8
    mean_backprop_depth: int = 4
    block_size: int = 1024
    rope_base: float = 50_000
    norm_eps: float = 1e-6

    @property
    def expected_depth(self) -> int:
        """Layers that a token meets at the mean number of iterations; it scales the initial weights of output projections."""
        return self.n_layers_in_prelude + self.n_layers_in_coda + self.n_layers_in_recurrent_block * self.mean_recurrence

    @property
    def init_std(self) -> float:
        return math.sqrt(2 / (5 * self.n_embd))


def rotary_table(shape: Shape) -> Tensor:
    """Cosine and sine of every position's angles, [1, block_size, 1, h / 2, 2] as published."""
    h = shape.n_embd // shape.n_heads
    frequency = shape.rope_base ** (-torch.arange(0, h, 2, dtype=torch.float32) / h)
    angle = torch.outer(torch.arange(shape.block_size, dtype=torch.float32), frequency)
    return torch.stack([angle.cos(), angle.sin()], dim=-1)[None, :, None]


def rotate(x: Tensor, table: Tensor) -> Tensor:
    """Turns the channel pairs (2i, 2i + 1) of x [B, T, H, h] by their positions' angles."""
    even, odd = x[..., 0::2], x[..., 1::2]
    cos, sin = table[..., 0], table[..., 1]
    return torch.stack([even * cos - odd * sin, odd * cos + even * sin], dim=-1).flatten(3)


class RMSNorm(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.eps = shape.norm_eps
        self.weight = nn.Parameter(torch.ones(shape.n_embd))

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + self.eps) * self.weight


class Attention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        d = shape.n_embd
        self.heads = shape.n_heads
        self.Wqkv = nn.Linear(d, 3 * d, bias=False)
        self.qk_bias = nn.Parameter(torch.zeros(2, 1, self.heads, d // self.heads))
        self.proj = nn.Linear(d, d, bias=False)

    def forward(self, x: Tensor, table: Tensor) -> Tensor:
        B, T, d = x.shape
        q, k, v = self.Wqkv(x).view(B, T, 3, self.heads, -1).unbind(2)
        q, k = rotate(q + self.qk_bias[0], table), rotate(k + self.qk_bias[1], table)
        y = F.scaled_dot_product_attention(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), is_causal=True)
        return self.proj(y.transpose(1, 2).reshape(B, T, d))


class GatedMLP(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.fc = nn.Linear(shape.n_embd, 2 * shape.intermediate_size, bias=False)
        self.proj = nn.Linear(shape.intermediate_size, shape.n_embd, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        gate, value = self.fc(x).chunk(2, dim=-1)
        return self.proj(F.silu(gate) * value)


class SandwichBlock(nn.Module):
    """A layer with norms before and after each part, which keeps the state's size over many iterations."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.norm_1, self.norm_2, self.norm_3, self.norm_4 = (RMSNorm(shape) for _ in range(4))
        self.attn = Attention(shape)
        self.mlp = GatedMLP(shape)

    def forward(self, x: Tensor, table: Tensor) -> Tensor:
        x = self.norm_2(self.attn(self.norm_1(x), table) + x)
        return self.norm_4(self.mlp(self.norm_3(x)) + x)


class RecurrentModel(nn.Module):
    """e = prelude(tokens), s_i = core(adapter(s_{i-1}, e)), output = coda(norm(s_r))."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape

        def layers(n: int) -> nn.ModuleList:
            return nn.ModuleList(SandwichBlock(shape) for _ in range(n))

        self.transformer = nn.ModuleDict(
            {
                "wte": nn.Embedding(shape.vocab_size, shape.n_embd),
                "prelude": layers(shape.n_layers_in_prelude),
                "adapter": nn.Linear(2 * shape.n_embd, shape.n_embd, bias=False),
                "core_block": layers(shape.n_layers_in_recurrent_block),
                "coda": layers(shape.n_layers_in_coda),
                "ln_f": RMSNorm(shape),
            }
        )
        self.register_buffer("freqs_cis", rotary_table(shape), persistent=True)
        self._draw_weights()

    @torch.no_grad()
    def _draw_weights(self) -> None:
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                shrink = math.sqrt(2 * self.shape.expected_depth) if name.endswith("proj.weight") else 1.0
                std = self.shape.init_std / shrink
                nn.init.trunc_normal_(weight, std=std, a=-3 * std, b=3 * std)

    def prelude(self, tokens: Tensor) -> Tensor:
        """The embedded input e [B, T, d] of tokens [B, T]."""
        e = self.transformer["wte"](tokens) * math.sqrt(self.shape.n_embd)
        return self._through("prelude", e)

    def initial_state(self, e: Tensor, generator: torch.Generator | None = None) -> Tensor:
        """A truncated normal state of e's shape, with the embedding's standard deviation."""
        std = self.shape.init_std
        state = torch.empty(e.shape)
        nn.init.trunc_normal_(state, std=std, a=-3 * std, b=3 * std, generator=generator)
        return state * math.sqrt(self.shape.n_embd)

    def core(self, state: Tensor, e: Tensor) -> Tensor:
        """One iteration."""
        return self._through("core_block", self.transformer["adapter"](torch.cat([state, e], dim=-1)))

    def coda(self, state: Tensor) -> Tensor:
        """The features [B, T, d] that `head` turns into logits; two steps, so that unused positions need no logits."""
        norm = self.transformer["ln_f"]
        return norm(self._through("coda", norm(state)))

    def head(self, features: Tensor) -> Tensor:
        """Logits over the vocabulary; the head's weight is the embedding's."""
        return F.linear(features, self.transformer["wte"].weight)

    def forward(self, tokens: Tensor, iterations: int, backprop: int, state: Tensor | None = None) -> Tensor:
        """Features after `iterations` of which the last `backprop` carry gradients; a random state unless one is given."""
        e = self.prelude(tokens)
        if state is None:
            state = self.initial_state(e)
        with torch.no_grad():
            for _ in range(iterations - backprop):
                state = self.core(state, e)
        for _ in range(min(iterations, backprop)):
            state = self.core(state, e)
        return self.coda(state)

    def _through(self, part: str, x: Tensor) -> Tensor:
        table = self.freqs_cis[:, : x.shape[1]]
        for layer in self.transformer[part]:
            x = layer(x, table)
        return x
