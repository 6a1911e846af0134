export { pack, packRecurrent, packTransposed } from './pack';
export { multiply } from './multiply';
export { accumulateOuter, accumulateRows } from './outer';
export { lstmStep, lstmStepBack } from './lstm';
export { gruStep, gruStepBack } from './gru';
export { rnnStep, rnnStepBack } from './rnn';
export { dropout } from './dropout';
export { adam, add, rmsprop, sumOfSquares } from './optimizers';
