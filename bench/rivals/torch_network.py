"""The network as PyTorch users write it: nn.LSTM or nn.GRU, the last step, nn.Linear."""

import torch
from torch import nn

CELLS = {"lstm": nn.LSTM, "gru": nn.GRU}


class RecurrentClassifier(nn.Module):
    def __init__(self, weights):
        super().__init__()
        hidden = weights.layers[0].hidden
        if any(layer.hidden != hidden for layer in weights.layers):
            raise ValueError("nn.LSTM wants layers of one width")
        inputs = weights.layers[0].input.shape[1]
        self.recurrent = CELLS[weights.cell](inputs, hidden, len(weights.layers), batch_first=True)
        self.head = nn.Linear(hidden, len(weights.head_bias))
        with torch.no_grad():
            for number, layer in enumerate(weights.layers):
                self._set(f"weight_ih_l{number}", layer.input)
                self._set(f"weight_hh_l{number}", layer.recurrent)
                # PyTorch adds two biases; ours is their sum.
                self._set(f"bias_ih_l{number}", layer.bias)
                getattr(self.recurrent, f"bias_hh_l{number}").zero_()
            self.head.weight.copy_(torch.from_numpy(weights.head))
            self.head.bias.copy_(torch.from_numpy(weights.head_bias))

    def _set(self, name, values):
        getattr(self.recurrent, name).copy_(torch.from_numpy(values))

    def forward(self, x):
        """Scores [B, K] of sequences [B, T, C]."""
        steps, _ = self.recurrent(x)
        return self.head(steps[:, -1])


class UnrolledClassifier(nn.Module):
    """The same LSTM, its time loop written out in Python, for torch.compile, which leaves nn.LSTM as it is."""

    def __init__(self, weights, step):
        super().__init__()
        if weights.cell != "lstm":
            raise ValueError("written out for the LSTM only")
        self.step = step
        self.layers = nn.ModuleList(
            nn.ParameterDict({
                "input": torch.tensor(layer.input.T.copy()),
                "recurrent": torch.tensor(layer.recurrent.T.copy()),
                "bias": torch.tensor(layer.bias),
            })
            for layer in weights.layers
        )
        self.head = nn.Linear(*reversed(weights.head.shape))
        with torch.no_grad():
            self.head.weight.copy_(torch.from_numpy(weights.head))
            self.head.bias.copy_(torch.from_numpy(weights.head_bias))

    def forward(self, x):
        steps = x.transpose(0, 1)
        for layer in self.layers:
            # The input's share of all steps in one product, as every fast implementation does.
            gates = torch.matmul(steps, layer["input"]) + layer["bias"]
            h = c = x.new_zeros(x.shape[0], layer["recurrent"].shape[0])
            outputs = []
            for step_gates in gates.unbind(0):
                h, c = self.step(step_gates, h, c, layer["recurrent"])
                outputs.append(h)
            steps = torch.stack(outputs)
        return self.head(h)


def lstm_step(gates, h, c, recurrent):
    i, f, g, o = torch.addmm(gates, h, recurrent).chunk(4, dim=1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c
