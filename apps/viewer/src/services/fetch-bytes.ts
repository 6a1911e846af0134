import { SaliogramError, isSaliogramError } from '@saliogram/core';

/** A whole file by its address. @throws `network-failed` */
export async function fetchBytes(address: string): Promise<Uint8Array> {
  const failed = (reason: string, cause?: unknown): SaliogramError =>
    new SaliogramError(
      'network-failed',
      `${address}: could not be fetched (${reason}); check that it is served`,
      { details: { address }, cause },
    );
  try {
    const response = await fetch(address);
    if (!response.ok) throw failed(`the server answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw isSaliogramError(cause)
      ? cause
      : failed(cause instanceof Error ? cause.message : String(cause), cause);
  }
}
