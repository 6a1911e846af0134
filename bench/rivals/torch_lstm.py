"""PyTorch. Variants: eager (oneDNN's LSTM where PyTorch takes it), eager-aten (oneDNN off), compile (torch.compile on the
step of a time loop in Python), compile-whole (on the whole network: the loop is unrolled into one graph)."""

from protocol import Skip, network_tasks, serve, thread_count

THREADS = thread_count()

import torch
from torch.nn import functional
from torch_network import RecurrentClassifier, UnrolledClassifier, lstm_step

torch.set_num_threads(THREADS)

# Every time step of an unrolled network is traced anew for a new shape.
torch._dynamo.config.recompile_limit = 64

# One graph of this many steps compiles in minutes; longer ones take the better part of an hour.
LONGEST_GRAPH = 216


def facts():
    return {
        "rival": "torch",
        "torch": torch.__version__,
        "mkl": torch.backends.mkl.is_available(),
        "onednn": torch.backends.mkldnn.is_available(),
        "cpu": torch.backends.cpu.get_cpu_capability(),
        "threads": torch.get_num_threads(),
        "variants": ["eager", "eager-aten", "compile", "compile-whole"],
    }


def build(weights, steps, variant):
    if variant in ("eager", "eager-aten"):
        return RecurrentClassifier(weights)
    if weights.cell != "lstm":
        raise Skip("torch.compile leaves nn.GRU as it is; only the LSTM is written out for it")
    torch._dynamo.reset()
    if variant == "compile":
        return UnrolledClassifier(weights, torch.compile(lstm_step, dynamic=False))
    if variant == "compile-whole":
        if steps > LONGEST_GRAPH:
            raise Skip(f"one graph of {steps} steps compiles for too long")
        return torch.compile(UnrolledClassifier(weights, lstm_step), dynamic=False)
    raise Skip(f"no variant {variant}")


def prepare(task, weights, x, targets, variant):
    variant = variant or "eager"
    network = build(weights, x.shape[1], variant)
    inputs = torch.from_numpy(x)
    classes = torch.from_numpy(targets).long()
    # For the whole process, which holds one prepared step at a time.
    torch.backends.mkldnn.enabled = variant != "eager-aten"
    tasks = {"forward": forward, "inputGradient": input_gradient, "trainStep": train_step}
    return tasks[task](network, inputs, classes)


def forward(network, x, _targets):
    network.eval()

    def run():
        with torch.inference_mode():
            return network(x).numpy()

    return run


def input_gradient(network, x, targets):
    network.eval().requires_grad_(False)
    x.requires_grad_(True)

    def run():
        target_scores = network(x).gather(1, targets[:, None])
        return torch.autograd.grad(target_scores.sum(), x)[0].numpy()

    return run


def train_step(network, x, labels):
    network.train()
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, fused=True)

    def run():
        optimizer.zero_grad()
        loss = functional.cross_entropy(network(x), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1)
        optimizer.step()
        return loss.detach().numpy()

    return run


if __name__ == "__main__":
    serve(facts, network_tasks(prepare))
