// The functions of KernelSet (src/kernel-set.ts) in its order, with arguments in its order: check, then compute.
#pragma once
#include "call.h"

#define KERNEL(NAME) static napi_value NAME(napi_env env, napi_callback_info info)

KERNEL(pack) {
  Call call(env, info, "pack");
  const long depth = call.count(0), columns = call.columns(1);
  const float *weights = call.matrix(2, depth, columns, columns);
  float *packed = call.matrix(3, depth, columns, columns);
  if (call.good()) call.table().pack(depth, columns, weights, packed);
  return nullptr;
}

KERNEL(packTransposed) {
  Call call(env, info, "packTransposed");
  const long rows = call.columns(0), columns = call.count(1);
  const float *weights = call.matrix(2, rows, columns, columns);
  float *packed = call.matrix(3, rows, columns, columns);
  if (call.good()) call.table().packTransposed(rows, columns, weights, packed);
  return nullptr;
}

KERNEL(packRecurrent) {
  Call call(env, info, "packRecurrent");
  const long gates = call.count(0), units = call.columns(1), columns = gates * units;
  const float *weights = call.matrix(2, units, columns, columns);
  float *packed = call.matrix(3, units, columns, columns);
  if (call.good()) call.table().packRecurrent(gates, units, weights, packed);
  return nullptr;
}

KERNEL(multiply) {
  Call call(env, info, "multiply");
  const long rows = call.count(0), columns = call.columns(1), depth = call.count(2);
  const long aStride = call.count(4), cStride = call.count(8);
  const float *a = call.matrix(3, rows, aStride, depth);
  const float *packed = call.matrix(5, depth, columns, columns);
  const float *bias = call.optionalMatrix(6, 1, 0, columns);
  float *c = call.matrix(7, rows, cStride, columns);
  const bool accumulate = call.flag(9);
  if (call.good()) call.table().multiply(rows, columns, depth, a, aStride, packed, bias, c, cStride, accumulate);
  return nullptr;
}

KERNEL(accumulateOuter) {
  Call call(env, info, "accumulateOuter");
  const long rows = call.count(0), depth = call.count(1), columns = call.columns(2);
  const long aStride = call.count(4), bStride = call.count(6);
  const float *a = call.matrix(3, rows, aStride, depth);
  const float *b = call.matrix(5, rows, bStride, columns);
  float *c = call.matrix(7, depth, columns, columns);
  if (call.good()) call.table().accumulateOuter(rows, depth, columns, a, aStride, b, bStride, c);
  return nullptr;
}

KERNEL(accumulateRows) {
  Call call(env, info, "accumulateRows");
  const long rows = call.count(0), columns = call.columns(1), bStride = call.count(3);
  const float *b = call.matrix(2, rows, bStride, columns);
  float *sums = call.vector(4, columns);
  if (call.good()) call.table().accumulateRows(rows, columns, b, bStride, sums);
  return nullptr;
}

KERNEL(lstmStep) {
  Call call(env, info, "lstmStep");
  const long rows = call.count(0), units = call.columns(1);
  const long hiddenStride = call.count(3), gateStride = call.count(6), cellStride = call.count(9);
  const long outputStride = call.count(11);
  const float *hidden = call.matrix(2, rows, hiddenStride, units);
  const float *packed = call.matrix(4, units, 4 * units, 4 * units);
  float *gates = call.matrix(5, rows, gateStride, 4 * units);
  const float *cellBefore = call.matrix(7, rows, cellStride, units);
  float *cellAfter = call.matrix(8, rows, cellStride, units);
  float *output = call.matrix(10, rows, outputStride, units);
  const bool keep = call.flag(12);
  if (call.good())
    call.table().lstmStep(rows, units, hidden, hiddenStride, packed, gates, gateStride, cellBefore, cellAfter,
                          cellStride, output, outputStride, keep);
  return nullptr;
}

KERNEL(lstmStepBack) {
  Call call(env, info, "lstmStepBack");
  const long rows = call.count(0), units = call.columns(1);
  const long gateStride = call.count(3), cellStride = call.count(6), dHiddenStride = call.count(8);
  const long dAboveStride = call.count(10), dCellStride = call.count(12);
  float *gates = call.matrix(2, rows, gateStride, 4 * units);
  const float *cellBefore = call.matrix(4, rows, cellStride, units);
  const float *cellAfter = call.matrix(5, rows, cellStride, units);
  const float *dHidden = call.matrix(7, rows, dHiddenStride, units);
  const float *dAbove = call.optionalMatrix(9, rows, dAboveStride, units);
  float *dCell = call.matrix(11, rows, dCellStride, units);
  if (call.good())
    call.table().lstmStepBack(rows, units, gates, gateStride, cellBefore, cellAfter, cellStride, dHidden,
                              dHiddenStride, dAbove, dAboveStride, dCell, dCellStride);
  return nullptr;
}

KERNEL(gruStep) {
  Call call(env, info, "gruStep");
  const long rows = call.count(0), units = call.columns(1);
  const long hiddenStride = call.count(3), gateStride = call.count(7), outputStride = call.count(9);
  const float *hidden = call.matrix(2, rows, hiddenStride, units);
  const float *packed = call.matrix(4, units, 3 * units, 3 * units);
  const float *bias = call.vector(5, units);
  float *gates = call.matrix(6, rows, gateStride, 4 * units);
  float *output = call.matrix(8, rows, outputStride, units);
  const bool keep = call.flag(10);
  if (call.good())
    call.table().gruStep(rows, units, hidden, hiddenStride, packed, bias, gates, gateStride, output, outputStride,
                         keep);
  return nullptr;
}

KERNEL(gruStepBack) {
  Call call(env, info, "gruStepBack");
  const long rows = call.count(0), units = call.columns(1);
  const long hiddenStride = call.count(3), gateStride = call.count(5), dHiddenStride = call.count(7);
  const long dAboveStride = call.count(9);
  const float *hidden = call.matrix(2, rows, hiddenStride, units);
  float *gates = call.matrix(4, rows, gateStride, 4 * units);
  float *dHidden = call.matrix(6, rows, dHiddenStride, units);
  const float *dAbove = call.optionalMatrix(8, rows, dAboveStride, units);
  if (call.good())
    call.table().gruStepBack(rows, units, hidden, hiddenStride, gates, gateStride, dHidden, dHiddenStride, dAbove,
                             dAboveStride);
  return nullptr;
}

KERNEL(rnnStep) {
  Call call(env, info, "rnnStep");
  const long rows = call.count(0), units = call.columns(1);
  const long hiddenStride = call.count(3), gateStride = call.count(6), outputStride = call.count(8);
  const float *hidden = call.matrix(2, rows, hiddenStride, units);
  const float *packed = call.matrix(4, units, units, units);
  float *gates = call.matrix(5, rows, gateStride, units);
  float *output = call.matrix(7, rows, outputStride, units);
  const bool keep = call.flag(9);
  if (call.good())
    call.table().rnnStep(rows, units, hidden, hiddenStride, packed, gates, gateStride, output, outputStride, keep);
  return nullptr;
}

KERNEL(rnnStepBack) {
  Call call(env, info, "rnnStepBack");
  const long rows = call.count(0), units = call.columns(1);
  const long gateStride = call.count(3), dHiddenStride = call.count(5), dAboveStride = call.count(7);
  float *gates = call.matrix(2, rows, gateStride, units);
  const float *dHidden = call.matrix(4, rows, dHiddenStride, units);
  const float *dAbove = call.optionalMatrix(6, rows, dAboveStride, units);
  if (call.good())
    call.table().rnnStepBack(rows, units, gates, gateStride, dHidden, dHiddenStride, dAbove, dAboveStride);
  return nullptr;
}

KERNEL(dropout) {
  Call call(env, info, "dropout");
  const long rows = call.count(0), units = call.columns(1), fromStride = call.count(3), toStride = call.count(5);
  const float *from = call.matrix(2, rows, fromStride, units);
  float *to = call.matrix(4, rows, toStride, units);
  const uint32_t key = call.word(6), firstSequence = call.word(7), threshold = call.word(8);
  const double scale = call.number(9);
  if (call.good())
    call.table().dropout(rows, units, from, fromStride, to, toStride, key, firstSequence, threshold,
                         static_cast<float>(scale));
  return nullptr;
}

KERNEL(add) {
  Call call(env, info, "add");
  const long n = call.multiple(0, 16);
  float *into = call.vector(1, n);
  const float *from = call.vector(2, n);
  if (call.good()) call.table().add(n, into, from);
  return nullptr;
}

KERNEL(sumOfSquares) {
  Call call(env, info, "sumOfSquares");
  const long n = call.multiple(0, 16);
  const float *values = call.vector(1, n);
  if (!call.good()) return nullptr;
  napi_value result;
  napi_create_double(env, call.table().sumOfSquares(n, values), &result);
  return result;
}

KERNEL(adam) {
  Call call(env, info, "adam");
  const long n = call.multiple(0, 16);
  float *parameters = call.vector(1, n);
  const float *gradients = call.vector(2, n);
  float *firstMoment = call.vector(3, n), *secondMoment = call.vector(4, n);
  double numbers[7];
  for (size_t i = 0; i < 7; i++) numbers[i] = call.number(5 + i);
  if (call.good())
    call.table().adam(n, parameters, gradients, firstMoment, secondMoment, numbers[0], numbers[1], numbers[2],
                      numbers[3], numbers[4], numbers[5], numbers[6]);
  return nullptr;
}

KERNEL(rmsprop) {
  Call call(env, info, "rmsprop");
  const long n = call.multiple(0, 16);
  float *parameters = call.vector(1, n);
  const float *gradients = call.vector(2, n);
  float *secondMoment = call.vector(3, n);
  double numbers[4];
  for (size_t i = 0; i < 4; i++) numbers[i] = call.number(4 + i);
  if (call.good())
    call.table().rmsprop(n, parameters, gradients, secondMoment, numbers[0], numbers[1], numbers[2], numbers[3]);
  return nullptr;
}
