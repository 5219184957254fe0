import type { Express } from 'express';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Address of the app on a free port of this machine, until the end of the test. */
export async function listen(app: Express): Promise<string> {
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
