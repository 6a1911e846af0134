export * from '@saliogram/training';
