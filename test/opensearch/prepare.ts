import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HERE = import.meta.dirname;
const CACHE = process.env['OPENSEARCH_TEST_CACHE'] ?? join(HERE, '.cache');

/** `2` runs on Java 11 and later, `3` needs Java 21; `security` is 2 with the security plugin. Profiles of `pom.xml`. */
export type ServerLine = '2' | '3' | 'security';
const LINE: ServerLine = process.env['OPENSEARCH_TEST_LINE'] === '3' ? '3' : '2';
const PROFILES = { '2': [], '3': ['-Pos3'], security: ['-Psecurity'] } as const;

/** The java that runs the nodes: `OPENSEARCH_TEST_JAVA`, or that of the JDK in use. */
export function nodeJava(): string {
  return process.env['OPENSEARCH_TEST_JAVA'] ?? javaProgram('java');
}

/** A program of the JDK in `JAVA_HOME`, or the one on the PATH. */
function javaProgram(name: string): string {
  const home = process.env['JAVA_HOME'];
  return home === undefined ? name : join(home, 'bin', name);
}

/** Why no cluster can be started here, or undefined. */
export function clusterUnavailable(): string | undefined {
  for (const [program, flag] of [
    [javaProgram('javac'), '-version'],
    ['mvn', '-v'],
  ] as const) {
    try {
      execFileSync(program, [flag], { stdio: 'ignore' });
    } catch {
      return `${program} is not installed`;
    }
  }
  return undefined;
}

export interface ServerFiles {
  /** Class path with every jar of the server and the starter. */
  readonly classPath: string;
  /** Class-data archive that halves a start; made by the first start that is given `archiveFlags`. */
  readonly archive: string;
  readonly logging: string;
  /** The unpacked plugin, of the line `security`. */
  readonly plugin: string;
}

/** Fetches the server's jars from Maven (about 70 MB, once) and compiles the starter. Later calls return at once. */
export function prepareServer(line: ServerLine = LINE): ServerFiles {
  const folder = join(CACHE, `os${line}`);
  const libraries = join(folder, 'lib');
  const plugin = join(folder, 'plugin');
  const ready = join(folder, 'ready');
  if (!existsSync(ready)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(libraries, { recursive: true });
    const repository = process.env['MAVEN_REPO_LOCAL'];
    run('mvn', [
      ...['-B', '-ntp', '-q', '-C', '-f', join(HERE, 'pom.xml'), ...PROFILES[line]],
      ...(repository === undefined ? [] : [`-Dmaven.repo.local=${repository}`]),
      ...['dependency:copy-dependencies', `-DoutputDirectory=${libraries}`, '-DincludeScope=runtime'],
    ]);
    if (line === 'security') unpackPlugin(libraries, plugin);
    // an older compiler does not read the classes of line 3; the starter uses nothing that differs
    compileStarter(folder, line === '3' ? prepareServer('2').classPath : join(libraries, '*'));
    writeFileSync(ready, '');
  }
  return {
    classPath: [join(libraries, '*'), ...(line === 'security' ? [join(plugin, '*')] : [])].join(':'),
    archive: join(folder, 'app.jsa'),
    logging: join(HERE, 'log4j2.properties'),
    plugin,
  };
}

function compileStarter(folder: string, classPath: string): void {
  const classes = join(folder, 'classes');
  mkdirSync(classes);
  run(javaProgram('javac'), ['-cp', classPath, '-d', classes, join(HERE, 'OpenSearchTestNode.java')]);
  // a jar, because a class-data archive refuses directories on the class path
  run(javaProgram('jar'), ['cf', join(folder, 'lib', 'a-test-node.jar'), '-C', classes, '.']);
}

/** Its jars but those that the server brings too: a distribution holds them apart, our class path does not. */
function unpackPlugin(libraries: string, plugin: string): void {
  mkdirSync(plugin);
  const archive = readdirSync(libraries).find((name) => name.endsWith('.zip'))!;
  run(javaProgram('jar'), ['xf', join(libraries, archive)], plugin);
  const artifact = (jar: string): string => jar.replace(/-\d.*$/, '');
  const known = new Set(
    readdirSync(libraries)
      .filter((name) => name.endsWith('.jar'))
      .map(artifact),
  );
  for (const jar of readdirSync(plugin).filter((name) => name.endsWith('.jar') && known.has(artifact(name)))) {
    rmSync(join(plugin, jar));
  }
}

function run(program: string, args: readonly string[], cwd = HERE): void {
  execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
