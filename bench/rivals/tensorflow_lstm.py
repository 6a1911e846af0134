"""TensorFlow with Keras layers. Variants: function (tf.function), jit (tf.function with XLA), and unroll (tf.function,
Keras unrolls the time loop)."""

from protocol import Skip, network_tasks, serve, thread_count

THREADS = thread_count()

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(THREADS)
tf.config.threading.set_inter_op_parallelism_threads(THREADS)

# Keras orders a GRU's gates z, r, h; its LSTM's as ours.
GATE_ORDER = {"lstm": [0, 1, 2, 3], "gru": [1, 0, 2]}
CELLS = {"lstm": keras.layers.LSTM, "gru": keras.layers.GRU}

# Unrolling writes a graph as long as the sequence; beyond this it takes many minutes to build.
LONGEST_UNROLL = 216


def facts():
    return {
        "rival": "tensorflow",
        "tensorflow": tf.__version__,
        "keras": keras.__version__,
        "threads": THREADS,
        "variants": ["function", "jit", "unroll"],
    }


def columns(rows, cell):
    gates = np.split(rows, len(GATE_ORDER[cell]))
    return np.concatenate([gates[gate] for gate in GATE_ORDER[cell]]).T


def build(weights, x, unroll):
    cell = weights.cell
    last = len(weights.layers) - 1
    layers = [
        CELLS[cell](layer.hidden, return_sequences=number < last, unroll=unroll)
        for number, layer in enumerate(weights.layers)
    ]
    network = keras.Sequential([keras.Input(batch_shape=x.shape), *layers, keras.layers.Dense(len(weights.head_bias))])
    for layer, values in zip(layers, weights.layers):
        bias = columns(values.bias, cell)
        # Keras' GRU has two biases, as PyTorch's; ours is their sum.
        biases = np.stack([bias, np.zeros_like(bias)]) if cell == "gru" else bias
        layer.set_weights([columns(values.input, cell), columns(values.recurrent, cell), biases])
    network.layers[-1].set_weights([weights.head.T, weights.head_bias])
    return network


def prepare(task, weights, x, targets, variant):
    variant = variant or "function"
    if variant not in ("function", "jit", "unroll"):
        raise Skip(f"no variant {variant}")
    if variant == "unroll" and x.shape[1] > LONGEST_UNROLL:
        raise Skip(f"a graph of {x.shape[1]} unrolled steps takes too long to build")
    keras.backend.clear_session()
    network = build(weights, x, variant == "unroll")
    inputs, classes = tf.constant(x), tf.constant(targets)
    tasks = {"forward": forward, "inputGradient": input_gradient, "trainStep": train_step}
    compiled = tf.function(tasks[task](network, inputs, classes), jit_compile=variant == "jit")
    return lambda: compiled().numpy()


def forward(network, x, _targets):
    return lambda: network(x, training=False)


def input_gradient(network, x, targets):
    def run():
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(x)
            target_scores = tf.gather(network(x, training=False), targets, axis=1, batch_dims=1)
        return tape.gradient(target_scores, x)

    return run


def train_step(network, x, labels):
    optimizer = keras.optimizers.Adam(1e-3, epsilon=1e-8, global_clipnorm=1)
    optimizer.build(network.trainable_variables)
    cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    def run():
        with tf.GradientTape() as tape:
            loss = cross_entropy(labels, network(x, training=True))
        optimizer.apply(tape.gradient(loss, network.trainable_variables))
        return loss

    return run


if __name__ == "__main__":
    serve(facts, network_tasks(prepare))
