#!/usr/bin/env node
// In a checkout the TypeScript is run as it is (tsx); in an installed or containerised copy the compiled code is beside us.
import { existsSync } from 'node:fs';

const source = new URL('./main.ts', import.meta.url);
if (existsSync(source)) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { main } = await import(existsSync(source) ? source.href : new URL('./main.js', import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));
