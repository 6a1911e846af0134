"""JAX on the CPU: jit over lax.scan. Variant: scan (unrolling eight steps to a turn was slower)."""

from protocol import network_tasks, serve, thread_count

THREADS = thread_count()

from functools import partial

import jax
import numpy as np
from jax import numpy as jnp

LEARNING_RATE, BETA1, BETA2, EPSILON, CLIP_NORM = 1e-3, 0.9, 0.999, 1e-8, 1.0


def facts():
    return {
        "rival": "jax",
        "jax": jax.__version__,
        "devices": [str(device) for device in jax.devices()],
        "threads": THREADS,
        "variants": ["scan"],
    }


def parameters_of(weights):
    layers = [
        {"input": jnp.array(layer.input.T), "recurrent": jnp.array(layer.recurrent.T), "bias": jnp.array(layer.bias)}
        for layer in weights.layers
    ]
    return {"layers": layers, "head": jnp.array(weights.head.T), "head_bias": jnp.array(weights.head_bias)}


def lstm_step(layer, state, x):
    h, c = state
    # One product: 2x as fast in XLA as the input's share of all steps before the scan.
    rows = jnp.concatenate([layer["input"], layer["recurrent"]])
    gates = jnp.concatenate([x, h], axis=-1) @ rows + layer["bias"]
    i, f, g, o = jnp.split(gates, 4, axis=-1)
    c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
    h = jax.nn.sigmoid(o) * jnp.tanh(c)
    return (h, c), h


def gru_step(layer, state, x):
    (h,) = state
    r, z, n = jnp.split(x @ layer["input"] + layer["bias"], 3, axis=-1)
    rh, zh, nh = jnp.split(h @ layer["recurrent"], 3, axis=-1)
    reset, update = jax.nn.sigmoid(r + rh), jax.nn.sigmoid(z + zh)
    h = (1 - update) * jnp.tanh(n + reset * nh) + update * h
    return (h,), h


def scores_of(parameters, x, cell):
    steps = jnp.swapaxes(x, 0, 1)
    for layer in parameters["layers"]:
        zero = jnp.zeros((x.shape[0], layer["recurrent"].shape[0]), jnp.float32)
        step, state = (lstm_step, (zero, zero)) if cell == "lstm" else (gru_step, (zero,))
        (h, *_), steps = jax.lax.scan(partial(step, layer), state, steps)
    return h @ parameters["head"] + parameters["head_bias"]


def adam_step(state, gradients):
    """Adam with the gradient scaled down to a global norm, as one jitted function: JAX has no optimiser of its own."""
    parameters, first, second, count = state
    norm = jnp.sqrt(sum(jnp.sum(gradient**2) for gradient in jax.tree.leaves(gradients)))
    gradients = jax.tree.map(lambda gradient: gradient * jnp.minimum(1, CLIP_NORM / (norm + 1e-6)), gradients)
    count = count + 1
    first = jax.tree.map(lambda m, gradient: BETA1 * m + (1 - BETA1) * gradient, first, gradients)
    second = jax.tree.map(lambda v, gradient: BETA2 * v + (1 - BETA2) * gradient**2, second, gradients)
    rate = LEARNING_RATE / (1 - BETA1**count)

    def update(parameter, m, v):
        return parameter - rate * m / (jnp.sqrt(v / (1 - BETA2**count)) + EPSILON)

    return jax.tree.map(update, parameters, first, second), first, second, count


def prepare(task, weights, x, targets, _variant):
    scores = partial(scores_of, cell=weights.cell)
    parameters = parameters_of(weights)
    inputs, classes = jnp.array(x), jnp.array(targets)

    def target_score(inputs):
        return jnp.take_along_axis(scores(parameters, inputs), classes[:, None], axis=1).sum()

    def loss_of(parameters):
        log_probabilities = jax.nn.log_softmax(scores(parameters, inputs))
        return -jnp.take_along_axis(log_probabilities, classes[:, None], axis=1).mean()

    if task == "forward":
        forward = jax.jit(scores)
        return lambda: np.asarray(forward(parameters, inputs))
    if task == "inputGradient":
        gradient = jax.jit(jax.grad(target_score))
        return lambda: np.asarray(gradient(inputs))

    @partial(jax.jit, donate_argnums=0)
    def train_step(state):
        loss, gradients = jax.value_and_grad(loss_of)(state[0])
        return adam_step(state, gradients), loss

    zeros = jax.tree.map(jnp.zeros_like, parameters)
    state = (parameters, zeros, jax.tree.map(jnp.zeros_like, parameters), jnp.zeros((), jnp.float32))

    def run():
        nonlocal state
        state, loss = train_step(state)
        # The loss is ready before the update is.
        jax.block_until_ready(state)
        return np.asarray(loss)

    return run


if __name__ == "__main__":
    serve(facts, network_tasks(prepare))
