export * from '@saliogram/report';
