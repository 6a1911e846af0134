export * from '@saliogram/kernels';
