"""captum on the PyTorch network. Methods: inputDerivative, occlusion, integratedGradients."""

from protocol import serve, thread_count

THREADS = thread_count()

import captum
import torch
from captum.attr import IntegratedGradients, Occlusion, Saliency
from explanations import explanation_tasks
from torch_network import RecurrentClassifier

torch.set_num_threads(THREADS)


def facts():
    versions = {"captum": captum.__version__, "torch": torch.__version__}
    return {"rival": "captum", **versions, "threads": THREADS, "methods": list(METHODS)}


def model_of(weights, objective):
    """What captum explains: the scores, or their softmax. Weights ask for no gradients, so none are computed."""
    network = RecurrentClassifier(weights).eval().requires_grad_(False)
    if objective == "score":
        return network
    if objective == "probability":
        return torch.nn.Sequential(network, torch.nn.Softmax(dim=-1))
    raise ValueError(f"no objective {objective}")


def tensors(x, targets):
    return torch.from_numpy(x), torch.from_numpy(targets).long()


def input_derivative(weights, settings):
    saliency = Saliency(model_of(weights, settings.get("objective", "score")))

    def explain(x, targets):
        inputs, classes = tensors(x, targets)
        return saliency.attribute(inputs.requires_grad_(), target=classes, abs=False).detach().numpy()

    return explain


def occlusion(weights, settings):
    """Windows inside the sequence only: T - width + 1 of them at stride 1, starts 0 to T - width; a step's value is the
    mean fall over the windows that cover it. Ours with `edges: 'inside'`."""
    method = Occlusion(model_of(weights, settings.get("objective", "probability")))
    width, stride = settings.get("width", 10), settings.get("stride", 1)
    perturbations = settings.get("perturbations", 16)

    @torch.inference_mode()
    def explain(x, targets):
        inputs, classes = tensors(x, targets)
        window = (width, x.shape[2])
        strides = (stride, x.shape[2])
        return method.attribute(
            inputs, window, strides=strides, baselines=0, target=classes, perturbations_per_eval=perturbations
        ).numpy()

    return explain


def integrated_gradients(weights, settings):
    """From the baseline 0; the rule is captum's default, Gauss-Legendre, unless the settings name a Riemann sum."""
    method = IntegratedGradients(model_of(weights, settings.get("objective", "score")))
    rule, steps = settings.get("rule", "gausslegendre"), settings.get("steps", 50)

    def explain(x, targets):
        inputs, classes = tensors(x, targets)
        return method.attribute(
            inputs,
            baselines=0,
            target=classes,
            n_steps=steps,
            method=rule,
            internal_batch_size=settings.get("rowsAtOnce"),
        ).detach().numpy()

    return explain


METHODS = {
    "inputDerivative": input_derivative,
    "occlusion": occlusion,
    "integratedGradients": integrated_gradients,
}

if __name__ == "__main__":
    serve(facts, explanation_tasks(METHODS))
