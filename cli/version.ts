import { existsSync, readFileSync } from 'node:fs';

/** Of the checkout, or of what was built from it. */
export function version(): string {
  const packages = ['../package.json', '../../package.json'].map((path) => new URL(path, import.meta.url));
  const { version } = JSON.parse(readFileSync(packages.find(existsSync)!, 'utf8')) as { version: string };
  return version;
}
