"""A rival's side of the conversation: one JSON request a line on stdin, one JSON answer a line on stdout."""

import json
import os
import sys
import time
import traceback

import numpy as np

from weights import random_weights, read_weights

WARM_UPS = 2


class Skip(Exception):
    """The rival cannot do what is asked; the message says why."""


def thread_count():
    """Threads of this process, its first argument; set before a framework is imported, most read it only then."""
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else os.cpu_count()
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(threads)
    # XLA and some thread pools size themselves by the CPUs that the process may use, and by nothing else.
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    return threads


def sequences(shape, seed=1):
    """Random sequences [B, T, C] and labels [B] for timing."""
    random = np.random.default_rng(seed)
    x = random.standard_normal((shape["batch"], shape["steps"], shape["inputs"]), dtype=np.float32)
    return x, np.arange(shape["batch"], dtype=np.int32) % shape["outputs"]


def read_sequences(request, weights):
    """The sequences [B, T, C] of a float32 file, with the target class of each [B]."""
    channels = weights.shape["inputs"]
    x = np.fromfile(request["x"], dtype="<f4").reshape(-1, request["steps"], channels)
    return x, np.resize(np.asarray(request.get("targets", [0]), dtype=np.int32), len(x))


class Timing:
    """Answers forward, inputGradient and trainStep with the milliseconds of one repetition.

    `prepare(task, weights, x, targets, variant)` gives a function that runs one repetition and returns its result as a
    numpy array: the scores, the input gradient, or the loss.
    """

    def __init__(self, prepare):
        self.prepare = prepare
        self.key = None
        self.step = None

    def __call__(self, request, _session):
        shape = request["shape"]
        key = json.dumps([request["task"], shape, request.get("variant")])
        # One prepared step at a time: a kept one would keep its memory, and a driver may ask for dozens of shapes.
        if key != self.key:
            self.key = self.step = None
            x, targets = sequences(shape)
            self.step = self.prepare(request["task"], random_weights(shape), x, targets, request.get("variant"))
            for _ in range(WARM_UPS):
                self.step()
            self.key = key
        start = time.perf_counter()
        self.step()
        return {"ms": 1e3 * (time.perf_counter() - start)}


class Values:
    """Answers scores and gradient: what the rival computes with loaded weights, as a flat list."""

    def __init__(self, prepare, task):
        self.prepare = prepare
        self.task = task

    def __call__(self, request, session):
        weights = session["weights"]
        x, targets = read_sequences(request, weights)
        step = self.prepare(self.task, weights, x, targets, request.get("variant"))
        return {"values": np.asarray(step(), dtype=np.float64).ravel().tolist()}


def load(request, session):
    session["weights"] = read_weights(request["file"])
    return {"shape": session["weights"].shape}


def network_tasks(prepare):
    """The tasks of a rival that runs and trains networks."""
    timing = Timing(prepare)
    return {
        "forward": timing,
        "inputGradient": timing,
        "trainStep": timing,
        "scores": Values(prepare, "forward"),
        "gradient": Values(prepare, "inputGradient"),
    }


def serve(facts, tasks):
    """Answers until stdin ends; `tasks` maps a name to a function of the request and the session."""
    # Libraries print; what they print must not end up between the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    tasks = {"facts": lambda request, session: facts(), "load": load, **tasks}
    session = {}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["task"] not in tasks:
                raise Skip(f"no task {request['task']}")
            answer = tasks[request["task"]](request, session)
        except Skip as reason:
            answer = {"skipped": str(reason)}
        except Exception as error:
            traceback.print_exc()
            answer = {"error": f"{type(error).__name__}: {error}"[:500]}
        print(json.dumps(answer), file=answers, flush=True)
