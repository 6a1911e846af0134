export * from '@saliogram/records';
