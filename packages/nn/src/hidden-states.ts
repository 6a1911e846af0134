import type { CallOptions, SequenceBatch } from '@saliogram/core';
import { createEngine, parameterTable } from '@saliogram/kernels';
import type { Engine } from '@saliogram/kernels';

/**
 * Last hidden states [B, H] of the network that `engine` holds: the same recurrent layers under a head that passes
 * their states on, on an engine of its own for the length of the call.
 */
export async function lastHiddenStates(
  own: Engine,
  x: SequenceBatch,
  options: CallOptions,
): Promise<Float32Array> {
  const { shape, backend, threads } = own;
  const width = (shape.bidirectional ? 2 : 1) * shape.hidden[shape.hidden.length - 1];
  const passing = { ...shape, dense: [], outputs: width };
  const table = parameterTable(passing);
  const head = table.find(({ name }) => name === 'head.weight')!;
  const parameters = new Float32Array(head.offset + width * width + width);
  parameters.set(own.getParameters().subarray(0, head.offset));
  for (let unit = 0; unit < width; unit++) parameters[head.offset + unit * (width + 1)] = 1;
  const engine = await createEngine(passing, { backend, threads });
  try {
    engine.setParameters(parameters);
    return await engine.forward(x, options);
  } finally {
    await engine.close();
  }
}
