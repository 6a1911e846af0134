export * from '@saliogram/core';
