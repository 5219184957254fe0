import { openBruteForceEngine } from './brute-force-engine.ts';
import { engineConformance } from './conformance.ts';

engineConformance({
  name: 'brute force',
  open: (options) => {
    const engine = openBruteForceEngine(options);
    return Promise.resolve({ engine, reopen: () => Promise.resolve(engine), cleanUp: () => engine.close() });
  },
});
