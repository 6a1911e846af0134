import { endQuietlyWithReader } from './reader-gone.ts';
import { run } from './run.ts';

endQuietlyWithReader(process.stdout);
process.exitCode = await run(process.argv.slice(2));
