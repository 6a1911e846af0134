import { MNIST_CLASSES } from '@saliogram/datasets';
import { createModel, encodeModel } from '@saliogram/nn';

/** Pixels of a side of the images that are made here. */
export const SIDE = 12;

/** An IDX file of unsigned bytes. */
export function idxFile(dimensions: readonly number[], values: ArrayLike<number>): Uint8Array {
  const sizes = new DataView(new ArrayBuffer(4 * dimensions.length));
  dimensions.forEach((size, i) => sizes.setUint32(4 * i, size));
  return Uint8Array.of(0, 0, 8, dimensions.length, ...new Uint8Array(sizes.buffer), ...Array.from(values));
}

/** Pixel of image `image`: a stroke that leans with its label, and a bar. */
export function pixelOf(image: number, row: number, column: number): number {
  const stroke = Math.abs(column - 3 - ((image % 10) * row) / 20);
  const bar = row === 2 + (image % 7) && column > 2 && column < 9;
  return bar ? 255 : Math.max(0, Math.round(255 * (1 - stroke / 1.5)));
}

/** The files of a set of images with their labels, 0 to 9 in turn, by name. */
export function digitFiles(count: number): Record<string, Uint8Array> {
  const pixels = Array.from({ length: count * SIDE * SIDE }, (_, i) => {
    const [image, at] = [Math.floor(i / SIDE ** 2), i % SIDE ** 2];
    return pixelOf(image, Math.floor(at / SIDE), at % SIDE);
  });
  const labels = Array.from({ length: count }, (_, i) => i % 10);
  return {
    't10k-images-idx3-ubyte': idxFile([count, SIDE, SIDE], pixels),
    't10k-labels-idx1-ubyte': idxFile([count], labels),
  };
}

/** The file of an untrained model of 8 units for images of `side` x `side` pixels. */
export async function digitModel(side: number): Promise<Uint8Array> {
  const model = await createModel(
    {
      architecture: { kind: 'lstm', inputs: 1, hidden: [8], outputs: 10 },
      classes: MNIST_CLASSES,
      preprocessing: { order: 'scan-line', rows: side, columns: side, scaling: 'pixel / 255' },
      units: 'grey level / 255',
      zero: 'black',
      codeVersion: '0.1.0',
      created: '2026-01-01T00:00:00Z',
    },
    { seed: 1, backend: 'reference', threads: 1 },
  );
  return encodeModel(model);
}
