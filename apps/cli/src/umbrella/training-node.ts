export * from '@saliogram/training/node';
