// The kernels of one instruction set. Pointers into the shared memory, null for what is absent; see KernelSet in
// src/kernel-set.ts for what each function does. Nothing is checked here.
#pragma once

struct KernelTable {
  const char *name;
  long width;
  void (*pack)(long depth, long columns, const float *weights, float *packed);
  void (*packTransposed)(long rows, long columns, const float *weights, float *packed);
  void (*packRecurrent)(long gates, long units, const float *weights, float *packed);
  void (*multiply)(long rows, long columns, long depth, const float *a, long aStride, const float *packed,
                   const float *bias, float *c, long cStride, bool accumulate);
  void (*accumulateOuter)(long rows, long depth, long columns, const float *a, long aStride, const float *b,
                          long bStride, float *c);
  void (*accumulateRows)(long rows, long columns, const float *b, long bStride, float *sums);
  void (*lstmStep)(long rows, long units, const float *hidden, long hiddenStride, const float *packed, float *gates,
                   long gateStride, const float *cellBefore, float *cellAfter, long cellStride, float *output,
                   long outputStride, bool keep);
  void (*lstmStepBack)(long rows, long units, float *gates, long gateStride, const float *cellBefore,
                       const float *cellAfter, long cellStride, const float *dHidden, long dHiddenStride,
                       const float *dAbove, long dAboveStride, float *dCell, long dCellStride);
  void (*gruStep)(long rows, long units, const float *hidden, long hiddenStride, const float *packed,
                  const float *bias, float *gates, long gateStride, float *output, long outputStride, bool keep);
  void (*gruStepBack)(long rows, long units, const float *hidden, long hiddenStride, float *gates, long gateStride,
                      float *dHidden, long dHiddenStride, const float *dAbove, long dAboveStride);
  void (*rnnStep)(long rows, long units, const float *hidden, long hiddenStride, const float *packed, float *gates,
                  long gateStride, float *output, long outputStride, bool keep);
  void (*rnnStepBack)(long rows, long units, float *gates, long gateStride, const float *dHidden, long dHiddenStride,
                      const float *dAbove, long dAboveStride);
  void (*dropout)(long rows, long units, const float *from, long fromStride, float *to, long toStride, unsigned key,
                  unsigned firstSequence, unsigned threshold, float scale);
  void (*add)(long n, float *into, const float *from);
  double (*sumOfSquares)(long n, const float *values);
  void (*adam)(long n, float *parameters, const float *gradients, float *firstMoment, float *secondMoment,
               double gradientScale, double learningRate, double beta1, double beta2, double epsilon,
               double correction1, double correction2);
  void (*rmsprop)(long n, float *parameters, const float *gradients, float *secondMoment, double gradientScale,
                  double learningRate, double smoothing, double epsilon);
};
