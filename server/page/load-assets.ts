import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Assets, createAsset } from './assets.ts';
import { bundleAssets } from './bundle-assets.ts';

/** Which script imports which at once; the only thing about assets that the files do not tell. */
const IMPORTS = 'imports.json';

/** The assets: as `npm run build` wrote them when this is the built code, bundled from the sources otherwise. */
export async function loadAssets(): Promise<Assets> {
  const here = fileURLToPath(import.meta.url);
  return here.endsWith('.ts') ? bundleAssets() : readAssets(join(dirname(here), '../../assets'));
}

/** Bundles into a folder, for code that is built beforehand. */
export async function writeAssets(folder: string): Promise<void> {
  const assets = (await bundleAssets()).all();
  await mkdir(folder, { recursive: true });
  await Promise.all(assets.map(({ name, body }) => writeFile(join(folder, name), body)));
  const imports = Object.fromEntries(assets.map((asset) => [asset.name, asset.imports]));
  await writeFile(join(folder, IMPORTS), JSON.stringify(imports));
}

export async function readAssets(folder: string): Promise<Assets> {
  const imports = JSON.parse(await readFile(join(folder, IMPORTS), 'utf8')) as Record<string, readonly string[]>;
  const names = (await readdir(folder)).filter((name) => name !== IMPORTS);
  return new Assets(
    await Promise.all(names.map(async (name) => createAsset(name, await readFile(join(folder, name)), imports[name]))),
  );
}
