import { writeAssets } from './load-assets.ts';

/** `tsx server/page/write-assets.ts FOLDER`, the second half of `npm run build`. */
await writeAssets(process.argv[2] ?? 'dist/assets');
