import fc from 'fast-check';

/**
 * Random tests draw the same cases on every run, so that a change is judged by what it changed. `SEED=<number>` draws others and
 * `SEED=random` new ones each time; a failure prints its seed. What such a run finds becomes a case of its own.
 */
const wanted = process.env['SEED'] ?? '20260101';
fc.configureGlobal({ seed: wanted === 'random' ? Date.now() % 2 ** 31 : Number(wanted) });
