// Puts the models and their cards into the package of the command line, which looks for them there first.
import { cpSync, rmSync } from 'node:fs';

const target = new URL('../apps/cli/models/', import.meta.url);
rmSync(target, { recursive: true, force: true });
cpSync(new URL('../models/', import.meta.url), target, { recursive: true });
