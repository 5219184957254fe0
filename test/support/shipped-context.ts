import { join } from 'node:path';
import { loadStepContext } from '../../indexer/load-step-context.ts';

/**
 * The `data/` that ships, as the steps see it. Reading it takes longer than most tests that need it, and none of them changes
 * it: the test files that a worker runs share one.
 */
export const shippedContext = await loadStepContext(join(import.meta.dirname, '..', '..', 'data'));
