import { createHash } from 'node:crypto';

export interface Asset {
  readonly name: string;
  readonly type: string;
  readonly body: Buffer;
  /** Of the content; part of the address when the file may be kept for ever. */
  readonly hash: string;
  /** Other assets that a script imports at once. */
  readonly imports: readonly string[];
}

/** Scripts, styles and data of the page, in memory, by file name. */
export class Assets {
  readonly #assets: ReadonlyMap<string, Asset>;

  constructor(assets: readonly Asset[]) {
    this.#assets = new Map(assets.map((asset) => [asset.name, asset]));
  }

  get(name: string): Asset | undefined {
    return this.#assets.get(name);
  }

  /** The address under which a browser may keep the asset for ever. @throws Error for an unknown name, a fault of ours */
  address(name: string): string {
    const asset = this.#assets.get(name);
    if (!asset) throw new Error(`no asset is called ${name}`);
    return isHashed(name) ? `/assets/${name}` : `/assets/${name}?v=${asset.hash}`;
  }

  /** Everything that a script imports at once, itself left out. */
  importsOf(name: string): string[] {
    const seen = new Set<string>();
    const visit = (one: string): void => {
      for (const imported of this.#assets.get(one)?.imports ?? []) {
        if (seen.has(imported)) continue;
        seen.add(imported);
        visit(imported);
      }
    };
    visit(name);
    return [...seen];
  }

  all(): Asset[] {
    return [...this.#assets.values()];
  }
}

/** True when the name itself tells the content: `chunk-4F2K….js`. */
export function isHashed(name: string): boolean {
  return /-[0-9A-Z]{8}\.js$/.test(name);
}

export function createAsset(name: string, body: Buffer, imports: readonly string[] = []): Asset {
  const type = { js: 'text/javascript', css: 'text/css', json: 'application/json', svg: 'image/svg+xml' }[
    name.split('.').at(-1) ?? ''
  ];
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  return { name, type: `${type ?? 'text/plain'}; charset=utf-8`, body, hash, imports };
}
