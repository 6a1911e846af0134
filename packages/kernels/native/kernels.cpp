// Compiled once for each instruction set, with SET the set's name. All code is in this file's own namespace, because the
// linker would keep only one of two functions of the same name, whatever they were compiled for.
#include "kernel-table.h"
#include "vector.h"

#define TEXT_OF(name) #name
#define TEXT(name) TEXT_OF(name)
#define JOIN_NAMES(a, b) a##b
#define JOIN(a, b) JOIN_NAMES(a, b)

namespace {
#include "dropout.h"
#include "gru.h"
#include "lstm.h"
#include "multiply.h"
#include "optimizers.h"
#include "outer.h"
#include "rnn.h"
} // namespace

extern const KernelTable JOIN(kernels_, SET) = {
    TEXT(SET),    WIDTH,   pack,        packTransposed, packRecurrent, multiply, accumulateOuter, accumulateRows, lstmStep,
    lstmStepBack, gruStep, gruStepBack, rnnStep,        rnnStepBack,   dropout,  add,             sumOfSquares,   adam,
    rmsprop,
};
