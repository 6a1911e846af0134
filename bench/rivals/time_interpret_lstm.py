"""time_interpret on the PyTorch network. Methods: dynamask, extremalMask, fit, augmentedOcclusion,
temporalIntegratedGradients. The last three walk through the prefixes of a sequence, so they take time quadratic in T."""

from protocol import serve, thread_count

THREADS = thread_count()

import logging
import warnings
from importlib.metadata import version

import numpy as np
import torch
from explanations import explanation_tasks
from pytorch_lightning import Trainer
from tint.attr import DynaMask, ExtremalMask, Fit, TemporalAugmentedOcclusion, TemporalIntegratedGradients, TimeForwardTunnel
from tint.attr.models import ExtremalMaskNet, MaskNet
from captum_lstm import model_of, tensors

torch.set_num_threads(THREADS)
logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", module="pytorch_lightning")


def facts():
    return {
        "rival": "time_interpret",
        **{name: version(name) for name in ("time_interpret", "captum", "pytorch-lightning", "torch")},
        "threads": THREADS,
        "methods": list(METHODS),
    }


def trainer_of(epochs):
    """Lightning without its files and displays: only the steps are to be timed."""
    return Trainer(
        max_epochs=epochs,
        accelerator="cpu",
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
    )


class RegularisedMaskNet(MaskNet):
    """DynaMask adds its penalties in a hook that Lightning 2 no longer calls; without them the mask stays put."""

    def training_step(self, batch, batch_idx):
        return self.training_step_end(super().training_step(batch, batch_idx))


def dynamask(weights, settings):
    """The deletion mask by fading to the moving average, one area; the scores' cross-entropy. One step an iteration."""
    model = model_of(weights, "score")
    iterations = settings.get("iterations", 10)

    def explain(x, _targets):
        mask = RegularisedMaskNet(
            model,
            perturbation="fade_moving_average",
            deletion_mode=True,
            keep_ratio=[settings.get("keepRatio", 0.1)],
            loss="soft_cross_entropy",
            lr=settings.get("learningRate", 1e-2),
        )
        inputs = torch.from_numpy(x)
        return DynaMask(model).attribute(inputs, trainer=trainer_of(iterations), mask_net=mask, batch_size=len(x)).numpy()

    return explain


def extremal_mask(weights, settings):
    """Preservation mask towards 0, without a learned perturbation: four forward passes and one backward an iteration."""
    model = model_of(weights, "score")
    iterations = settings.get("iterations", 10)

    def explain(x, _targets):
        mask = ExtremalMaskNet(model, loss="soft_cross_entropy", lr=settings.get("learningRate", 1e-2))
        inputs = torch.from_numpy(x)
        return ExtremalMask(model).attribute(
            inputs, trainer=trainer_of(iterations), mask_net=mask, batch_size=len(x)
        ).numpy()

    return explain


def fit(weights, settings):
    """Its generator is trained before, untimed. With one channel there is nothing to generate, because the observed set
    is all of the step: the value is KL(p_t || p_{t-1}), still computed with a forward pass for every sample."""
    model = model_of(weights, "score")
    samples = settings.get("samples", 10)
    pool = pool_of(weights, settings)
    explainer = Fit(model, features=pool, trainer=trainer_of(settings.get("generatorEpochs", 1)))

    @torch.no_grad()
    def explain(x, _targets):
        return explainer.attribute(torch.from_numpy(x), n_samples=samples).numpy()

    return explain


def augmented_occlusion(weights, settings):
    """For every t, the sequence up to t with its last step drawn from the pool's at t: the mean absolute change of the
    objective over the samples."""
    model = model_of(weights, settings.get("objective", "probability"))
    method = TemporalAugmentedOcclusion(
        model, data=pool_of(weights, settings), n_sampling=settings.get("samples", 10), is_temporal=True
    )
    tunnel = TimeForwardTunnel(method)

    @torch.no_grad()
    def explain(x, targets):
        inputs, classes = tensors(x, targets)
        torch.manual_seed(1)
        return tunnel.attribute(
            inputs,
            target=classes,
            sliding_window_shapes=(x.shape[2],),
            attributions_fn=torch.abs,
            perturbations_per_eval=settings.get("perturbations", 1),
        ).numpy()

    return explain


def temporal_integrated_gradients(weights, settings):
    """For every t, the sequence up to t with only its last step moved from 0; Gauss-Legendre as captum's default."""
    method = TemporalIntegratedGradients(model_of(weights, settings.get("objective", "score")))
    rule, steps = settings.get("rule", "gausslegendre"), settings.get("steps", 50)

    def explain(x, targets):
        inputs, classes = tensors(x, targets)
        return method.attribute(inputs, baselines=0, target=classes, n_steps=steps, method=rule).detach().numpy()

    return explain


def pool_of(weights, settings):
    """The sequences to draw from: a float32 file, or random ones where only time matters."""
    channels = weights.shape["inputs"]
    if "pool" in settings:
        values = np.fromfile(settings["pool"], dtype="<f4")
    else:
        values = np.random.default_rng(1).standard_normal(64 * settings.get("poolSteps", 216) * channels, dtype=np.float32)
    return torch.from_numpy(values.reshape(-1, settings.get("poolSteps", 216), channels))


METHODS = {
    "dynamask": dynamask,
    "extremalMask": extremal_mask,
    "fit": fit,
    "augmentedOcclusion": augmented_occlusion,
    "temporalIntegratedGradients": temporal_integrated_gradients,
}

if __name__ == "__main__":
    serve(facts, explanation_tasks(METHODS))
