export * from '@saliogram/figures';
