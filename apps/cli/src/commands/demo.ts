import type { Command } from 'commander';
export function define(_command: Command, _signal: AbortSignal): void {}
