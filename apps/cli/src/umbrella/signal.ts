export * from '@saliogram/signal';
