import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../engine/opensearch/connection.ts';
import type { ClusterSecurity } from './cluster.ts';
import { until } from './load.ts';
import { nodeJava, prepareServer } from './prepare.ts';

export interface Secured extends ClusterSecurity {
  /** PEM of the authority that signed the nodes' certificates. */
  readonly authority: string;
  readonly username: string;
  readonly password: string;
}

/**
 * The security plugin with certificates of our own and one user, whose role is the one that docs/operating.md names.
 * `folder` takes the certificates; openssl must be there.
 */
export function secureWith(folder: string, role: object): Secured {
  const files = prepareServer('security');
  const [username, password] = ['dateline', 'pässword: "of" the service'];
  makeCertificates(folder);
  const hasher = ['-cp', files.classPath, 'org.opensearch.security.tools.Hasher', '-p', password];
  const hash = execFileSync(nodeJava(), hasher, { stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .trim()
    .split('\n')
    .at(-1)!;
  const authority = readFileSync(join(folder, 'ca.pem'), 'utf8');
  const settings = {
    ...tlsOf('http'),
    ...tlsOf('transport'),
    'ssl.http.enabled': true,
    'ssl.transport.enforce_hostname_verification': false,
    allow_default_init_securityindex: true,
    nodes_dn: 'CN=node,O=Dateline',
  };
  return {
    ...{ files, authority, username, password },
    flags: [
      '-Dplugin=org.opensearch.security.OpenSearchSecurityPlugin',
      ...Object.entries(settings).map(([name, value]) => `-Dset.plugins.security.${name}=${value}`),
    ],
    configure: (config) => {
      const own = join(config, 'opensearch-security');
      mkdirSync(own, { recursive: true });
      cpSync(join(files.plugin, 'config'), own, { recursive: true });
      for (const name of ['ca.pem', 'node.pem', 'node.key']) cpSync(join(folder, name), join(config, name));
      write(own, 'internal_users.yml', 'internalusers', { [username]: { hash } });
      write(own, 'roles.yml', 'roles', { service: role });
      write(own, 'roles_mapping.yml', 'rolesmapping', { service: { users: [username] } });
    },
    ready: async (nodes) => {
      const connection = connect({ nodes, username, password, caCertificate: authority });
      const asked = (): Promise<boolean> =>
        connection.send({ method: 'GET', path: '/_cluster/health' }).then(({ status }) => status === 200);
      await until('the cluster knows its users', asked, 240_000).finally(() => connection.close());
    },
  };
}

function tlsOf(layer: 'http' | 'transport'): object {
  const files = { pemcert_filepath: 'node.pem', pemkey_filepath: 'node.key', pemtrustedcas_filepath: 'ca.pem' };
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [`ssl.${layer}.${name}`, file]));
}

/** JSON is YAML. */
function write(folder: string, file: string, type: string, content: object): void {
  writeFileSync(join(folder, file), JSON.stringify({ _meta: { type, config_version: 2 }, ...content }));
}

/** An authority, and a certificate for 127.0.0.1 that it has signed. */
function makeCertificates(folder: string): void {
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  };
  const key = ['-newkey', 'rsa:2048', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-days',
    '2',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/O=Dateline/CN=authority',
  );
  openssl('req', ...key, '-keyout', 'node.key', '-out', 'node.csr', '-subj', '/O=Dateline/CN=node');
  writeFileSync(
    join(folder, 'extensions'),
    'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n',
  );
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'extensions'];
  openssl('x509', '-req', '-in', 'node.csr', ...signed, '-days', '2', '-out', 'node.pem');
}
