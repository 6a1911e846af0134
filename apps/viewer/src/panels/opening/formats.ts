/** A kind of file that can be opened, as it is told to the reader. */
export interface OpenableFormat {
  readonly name: string;
  readonly files: string;
  readonly text: string;
}

/** Everything that can be opened, in the order it is told. */
export const FORMATS: readonly OpenableFormat[] = [
  {
    name: 'WFDB, as PhysioNet has it',
    files: '.hea .dat .atr',
    text: 'The header with its signal files in format 16 or 212, and annotation files beside it. Any length: no more is read than is shown.',
  },
  {
    name: 'Another annotator',
    files: '100.qrs 100.test',
    text: 'An annotation file alone, named after the open recording: its beats are compared with the reference, miss by miss.',
  },
  {
    name: 'Table',
    files: '.csv .tsv',
    text: 'A line for each sample, a column for each lead, in mV unless the head says another unit. Names and a column of times (s, ms or h:mm:ss) are understood; without times you are asked for the rate.',
  },
  {
    name: 'Images in IDX files, as MNIST has them',
    files: 'images-idx3-ubyte labels-idx1-ubyte',
    text: 'Images and, in a file named alike, their labels, gzip-compressed or not. A model made for digits reads them row by row.',
  },
  {
    name: 'Archive',
    files: '.zip .wfdb',
    text: 'Any of these, in folders or not. It is unpacked as far as it is needed.',
  },
  {
    name: 'Model',
    files: '.safetensors',
    text: 'A model that Saliogram trained or imported, known by its content under any name. Two of them are compared.',
  },
];
