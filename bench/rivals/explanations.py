"""The tasks of a rival that explains: values of every sequence to a float32 file, and the milliseconds it took."""

import time

import numpy as np

from protocol import Skip, read_sequences


def explanation_tasks(methods):
    """`methods` maps a name to a function (network weights, settings) -> explain(x [B, T, C], targets [B]) -> [B, T, C].

    What is prepared once for any number of sequences belongs before `explain`, and is not timed.
    """
    prepared = {}

    def explain(request, session):
        name, settings = request["method"], request.get("settings", {})
        if name not in methods:
            raise Skip(f"no method {name}")
        if "weights" not in session:
            raise Skip("no weights: load a model first")
        x, targets = read_sequences(request, session["weights"])
        batch = request.get("batch", len(x))
        key = (name, repr(sorted(settings.items())), id(session["weights"]), batch)
        if key not in prepared:
            prepared.clear()
            prepared[key] = methods[name](session["weights"], settings)
            if request.get("warmUp", True):
                prepared[key](x[:batch], targets[:batch])
        values = np.empty(x.shape, dtype="<f4")
        start = time.perf_counter()
        for first in range(0, len(x), batch):
            part = slice(first, first + batch)
            values[part] = prepared[key](x[part], targets[part])
        ms = 1e3 * (time.perf_counter() - start)
        values.tofile(request["out"])
        return {"ms": ms, "msPerSequence": ms / len(x), "file": request["out"], "sequences": len(x)}

    return {"explain": explain}
