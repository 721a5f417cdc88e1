#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Compiled code is kept between runs, beside the packages it comes from; without it, compiling takes most of a
// short run. Only what is imported after this call gains by it, so the rest of the command line is.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'luodi'));

const { runCommandLine } = await import('./commands/command-line.ts');
await runCommandLine();
