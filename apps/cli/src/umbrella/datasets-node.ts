export * from '@saliogram/datasets/node';
