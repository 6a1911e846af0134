"""ONNX Runtime, forward only: it has no gradient of its LSTM operator. The graph is built of its LSTM and GRU nodes."""

from protocol import Skip, network_tasks, serve, thread_count

THREADS = thread_count()

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

OPSET = 17

# Ours (PyTorch's) to ONNX: i f g o -> i o f c, and r z n -> z r h.
GATE_ORDER = {"lstm": [0, 3, 1, 2], "gru": [1, 0, 2]}
OPERATOR = {"lstm": "LSTM", "gru": "GRU"}


def facts():
    return {"rival": "onnxruntime", "onnxruntime": onnxruntime.__version__, "threads": THREADS, "variants": ["graph"]}


def reordered(rows, cell):
    gates = np.split(rows, len(GATE_ORDER[cell]))
    return np.concatenate([gates[gate] for gate in GATE_ORDER[cell]])


def graph(weights):
    """Sequences come as [T, B, C], the layout of the operator."""
    nodes, constants = [], []

    def constant(name, values):
        constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    steps = "x"
    for number, layer in enumerate(weights.layers):
        bias = reordered(layer.bias, weights.cell)
        names = [
            constant(f"input{number}", reordered(layer.input, weights.cell)[None]),
            constant(f"recurrent{number}", reordered(layer.recurrent, weights.cell)[None]),
            constant(f"bias{number}", np.concatenate([bias, np.zeros_like(bias)])[None]),
        ]
        options = {"linear_before_reset": 1} if weights.cell == "gru" else {}
        outputs = [f"directions{number}", f"last{number}"]
        nodes.append(helper.make_node(OPERATOR[weights.cell], [steps, *names], outputs, hidden_size=layer.hidden, **options))
        constant(f"direction{number}", np.array([1], dtype=np.int64))
        nodes.append(helper.make_node("Squeeze", [outputs[0], f"direction{number}"], [f"steps{number}"]))
        steps = f"steps{number}"
    first = constant("first", np.array([0], dtype=np.int64))
    nodes.append(helper.make_node("Squeeze", [f"last{len(weights.layers) - 1}", first], ["h"]))
    head = [constant("head", weights.head), constant("headBias", weights.head_bias)]
    nodes.append(helper.make_node("Gemm", ["h", *head], ["scores"], transB=1))
    shape = weights.shape
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["T", "B", shape["inputs"]])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["B", shape["outputs"]])
    model = helper.make_graph(nodes, "classifier", [x], [scores], constants)
    return helper.make_model(model, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)


def prepare(task, weights, x, _targets, _variant):
    if task != "forward":
        raise Skip("ONNX Runtime has no gradient of the LSTM")
    model = graph(weights)
    onnx.checker.check_model(model)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    inputs = {"x": np.ascontiguousarray(x.transpose(1, 0, 2))}
    return lambda: session.run(["scores"], inputs)[0]


if __name__ == "__main__":
    serve(facts, network_tasks(prepare))
