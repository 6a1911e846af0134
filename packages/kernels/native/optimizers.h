// Sums over parameters and their updates; n is a multiple of 16.
#pragma once
#include "vector.h"

static void add(long n, float *into, const float *from) {
  for (long i = 0; i < n; i += WIDTH) store(into + i, load(into + i) + load(from + i));
}

static double sumOfSquares(long n, const float *values) {
  double sums[16] = {};
  for (long i = 0; i < n; i += 16)
    for (int j = 0; j < 16; j++) sums[j] += (double)values[i + j] * values[i + j];
  double sum = 0;
  for (int j = 0; j < 16; j++) sum += sums[j];
  return sum;
}

static void adam(long n, float *parameters, const float *gradients, float *firstMoment, float *secondMoment,
                 double gradientScale, double learningRate, double beta1, double beta2, double epsilon,
                 double correction1, double correction2) {
  const Vector scale = splat(gradientScale), step = splat(learningRate * correction1), little = splat(epsilon);
  const Vector old1 = splat(beta1), new1 = splat(1 - beta1), old2 = splat(beta2), new2 = splat(1 - beta2);
  const Vector unbias2 = splat(correction2);
  for (long i = 0; i < n; i += WIDTH) {
    const Vector g = load(gradients + i) * scale;
    const Vector m = fma(old1, load(firstMoment + i), new1 * g);
    const Vector v = fma(old2, load(secondMoment + i), new2 * g * g);
    store(firstMoment + i, m);
    store(secondMoment + i, v);
    store(parameters + i, load(parameters + i) - step * m / (squareRoot(v * unbias2) + little));
  }
}

static void rmsprop(long n, float *parameters, const float *gradients, float *secondMoment, double gradientScale,
                    double learningRate, double smoothing, double epsilon) {
  const Vector scale = splat(gradientScale), rate = splat(learningRate), little = splat(epsilon);
  const Vector older = splat(smoothing), newer = splat(1 - smoothing);
  for (long i = 0; i < n; i += WIDTH) {
    const Vector g = load(gradients + i) * scale;
    const Vector v = fma(older, load(secondMoment + i), newer * g * g);
    store(secondMoment + i, v);
    store(parameters + i, load(parameters + i) - rate * g / (squareRoot(v) + little));
  }
}
