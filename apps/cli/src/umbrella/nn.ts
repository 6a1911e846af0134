export * from '@saliogram/nn';
