import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions, Metafile } from 'esbuild';
import type { Asset } from './assets.ts';
import { Assets, createAsset } from './assets.ts';

const WEB = fileURLToPath(new URL('../../web/', import.meta.url));
const SCRIPTS = ['page', 'article', 'admin', 'embed', 'elements', 'box-and-results'];
const STYLES = ['page', 'article', 'admin'];

/** Bundles `web/` into memory, in about a tenth of a second: nothing has to be built before `npm start` or a test. */
export async function bundleAssets(): Promise<Assets> {
  const { build } = await import('esbuild');
  const common = {
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    charset: 'utf8',
    outdir: join(WEB, 'assets'),
    target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
    logLevel: 'silent',
    absWorkingDir: WEB,
  } as const satisfies BuildOptions;
  const [scripts, styles] = await Promise.all([
    build({
      ...common,
      entryPoints: SCRIPTS.map((name) => join(WEB, 'bundles', `${name}.ts`)),
      format: 'esm',
      splitting: true,
      chunkNames: '[name]-[hash]',
      loader: { '.css': 'text' },
      plugins: [minifiedCss],
    }),
    build({ ...common, entryPoints: STYLES.map((name) => join(WEB, 'bundles', `${name}.css`)) }),
  ]);
  const world = createAsset('world.json', await readFile(join(WEB, 'map', 'world.json')));
  return new Assets([...toAssets(scripts), ...toAssets(styles), world]);
}

/** Styles that elements carry are minified as those of pages are. */
const minifiedCss: NonNullable<BuildOptions['plugins']>[number] = {
  name: 'minified-css',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await build.esbuild.transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code, loader: 'text' };
    });
  },
};

function toAssets(result: {
  outputFiles: readonly { path: string; contents: Uint8Array }[];
  metafile: Metafile;
}): Asset[] {
  const outputs = Object.entries(result.metafile.outputs);
  return result.outputFiles.map(({ path, contents }) => {
    const name = basename(path);
    const output = outputs.find(([other]) => basename(other) === name)?.[1];
    const imports = output?.imports.filter(({ kind }) => kind === 'import-statement').map((one) => basename(one.path));
    return createAsset(name, Buffer.from(contents), imports);
  });
}
