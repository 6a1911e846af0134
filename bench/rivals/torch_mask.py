"""Our learned-mask objective (packages/explain/src/masks/learned-mask.ts) in plain PyTorch, as its users would write it: the
fairest rival of a mask step, since the libraries' masks minimise other objectives. Method: learnedMask."""

from protocol import serve, thread_count

THREADS = thread_count()

import numpy as np
import torch
from explanations import explanation_tasks
from torch_network import RecurrentClassifier

torch.set_num_threads(THREADS)


def facts():
    return {"rival": "torch_mask", "torch": torch.__version__, "threads": THREADS, "methods": ["learnedMask"]}


def learned_mask(weights, settings):
    """lambda1 sum (1 - m) + s_c(m x) + lambda2 sum |m_{t+1} - m_t|, Adam, m clipped to [0, 1] after every step; 1 - m."""
    network = RecurrentClassifier(weights).eval().requires_grad_(False)
    lambda1, lambda2 = settings.get("lambda1", 1e-3), settings.get("lambda2", 1e-2)
    rate, iterations = settings.get("learningRate", 1e-3), settings.get("iterations", 10)

    def explain(x, targets):
        inputs, classes = torch.from_numpy(x), torch.from_numpy(targets).long()[:, None]
        mask = torch.ones_like(inputs, requires_grad=True)
        optimizer = torch.optim.Adam([mask], lr=rate, eps=1e-8, fused=True)
        for _ in range(iterations):
            optimizer.zero_grad()
            hidden = (1 - mask).sum()
            variation = mask.diff(dim=1).abs().sum()
            # Masks share no term, so the gradient of the sum is each mask's own.
            score = network(mask * inputs).gather(1, classes).sum()
            (lambda1 * hidden + score + lambda2 * variation).backward()
            optimizer.step()
            with torch.no_grad():
                mask.clamp_(0, 1)
        return np.float32(1) - mask.detach().numpy()

    return explain


if __name__ == "__main__":
    serve(facts, explanation_tasks({"learnedMask": learned_mask}))
