export { packBackward, packForward } from './gemm';
export { lstmBackward, lstmForward, lstmWeightGradient } from './lstm';
export { linearBackward, linearForward } from './linear';
export { dropout } from './dropout';
export { adam, add, rmsprop, sumOfSquares } from './optimizers';
