import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Writable } from 'node:stream';
import { main } from '../../cli/main.ts';

/** How a command ended, and all that it wrote. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const PROGRAM = 'cli/dateline.mjs';
/** What a process needs of ours, and nothing that would configure it. */
const ENVIRONMENT = { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, TZ: 'UTC' };

/** Runs a command as its users do, in a process of its own, which must end by itself. */
export function datelineProcess(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...ENVIRONMENT, ...environment };
    execFile(process.execPath, [PROGRAM, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** Threads of the embedded engine that a single command would only start and end. */
const NO_THREADS = { DATELINE_SEARCH_THREADS: '0' };

/** Runs a command in this process: for what it answers, where starting and ending are not in question. */
export async function dateline(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const [stdout, stderr] = [new Written(), new Written()];
  const code = await main(args, { env: { ...NO_THREADS, ...environment }, stdout, stderr });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** Starts a command in a process of its own; the caller ends it. */
export function startDateline(
  args: readonly string[],
  environment: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [PROGRAM, ...args], { env: { ...ENVIRONMENT, ...environment } });
}

class Written extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
