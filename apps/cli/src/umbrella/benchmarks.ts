export * from '@saliogram/benchmarks';
