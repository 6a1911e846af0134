/** Ends the process, without a complaint, when whoever reads the stream has read enough, as `| head` does. */
export function endQuietlyWithReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}
