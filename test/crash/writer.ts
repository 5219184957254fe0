/** Changes an index until it is killed. usage: tsx writer.ts FOLDER SEED FIRST-NUMBER FILL-THREADS; says on stdout what it begins and what is done. */
import { writeSync } from 'node:fs';
import { openEmbeddedEngine } from '../../engine/embedded/engine.ts';
import { KEPT, operation, perform } from './operations.ts';

const [folder = '', seed = '0', first = '0', fillThreads = '1'] = process.argv.slice(2);
const engine = await openEmbeddedEngine({
  folder,
  settings: { synonyms: [] },
  keepGenerations: KEPT,
  fillThreads: Number(fillThreads),
});
for (let number = Number(first); ; number++) {
  writeSync(1, `begin ${number}\n`);
  await perform(engine, operation(Number(seed), number));
  writeSync(1, `done ${number}\n`);
}
