import { bundleAssets } from '../../server/page/bundle-assets.ts';

/** The page's scripts and styles, bundled once for the test files that a worker runs: none of them changes one. */
export const shippedAssets = await bundleAssets();
