#!/usr/bin/env node
// In a checkout the TypeScript is run as it is (tsx); in an installed or containerised copy the compiled code is beside us.
import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

// Loading takes a second or two: a service that is asked to stop by then, before anybody else listens, has nothing to end.
const signals = process.argv[2] === 'serve' ? ['SIGINT', 'SIGTERM'] : [];
const stop = (signal) => {
  for (const one of signals) process.off(one, stop);
  if (process.listenerCount(signal) === 0) process.exit(0);
};
for (const one of signals) process.on(one, stop);

const source = new URL('./main.ts', import.meta.url);
if (existsSync(source)) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { main } = await import(existsSync(source) ? source.href : new URL('./main.js', import.meta.url).href);
await setImmediate(); // some versions of Node load without a pause, in which a signal would have been heard
process.exitCode = await main(process.argv.slice(2));
