"""The weights of a network in one common form, from a model file of ours or at random; every rival builds from it."""

from dataclasses import dataclass

import numpy as np

GATES = {"lstm": 4, "gru": 3}


@dataclass
class Layer:
    """Gate rows in the order i, f, g, o (LSTM) or r, z, n (GRU)."""

    input: np.ndarray  # [G H, I]
    recurrent: np.ndarray  # [G H, H]
    bias: np.ndarray  # [G H]

    @property
    def hidden(self):
        return self.recurrent.shape[1]


@dataclass
class Weights:
    cell: str
    layers: list
    head: np.ndarray  # [K, H]
    head_bias: np.ndarray  # [K]

    @property
    def shape(self):
        return {
            "cell": self.cell,
            "inputs": self.layers[0].input.shape[1],
            "hidden": [layer.hidden for layer in self.layers],
            "outputs": len(self.head_bias),
        }


def random_weights(shape, seed=1):
    """Uniform in +-1 / sqrt(H), as PyTorch starts."""
    random = np.random.default_rng(seed)
    gates = GATES[shape["cell"]]

    def uniform(hidden, *size):
        return random.uniform(-1, 1, size).astype(np.float32) / np.float32(np.sqrt(hidden))

    layers = []
    inputs = shape["inputs"]
    for hidden in shape["hidden"]:
        rows = gates * hidden
        layers.append(Layer(uniform(hidden, rows, inputs), uniform(hidden, rows, hidden), uniform(hidden, rows)))
        inputs = hidden
    outputs = shape["outputs"]
    return Weights(shape["cell"], layers, uniform(inputs, outputs, inputs), uniform(inputs, outputs))


def read_weights(file):
    from safetensors.numpy import load_file

    tensors = load_file(file)
    layers = []
    while f"lstm.weight_ih_l{len(layers)}" in tensors:
        parts = (tensors[f"lstm.{part}_l{len(layers)}"] for part in ("weight_ih", "weight_hh", "bias"))
        layers.append(Layer(*parts))
    return Weights("lstm", layers, tensors["head.weight"], tensors["head.bias"])
