import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Claim, type ClaimContext, MissingRequirement } from './claim.ts';
import { EXIT, exitStatus, figureLines, type LastFigures, listLines, measure, type Outcome, parseRequest, verdictLine } from './verdict.ts';

/** `npm run prove`: the claims with their last figures. `npm run prove -- NAME [--json FILE]`: measures one. */

const FOLDER = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(FOLDER, '../..');
const LAST_FILE = resolve(FOLDER, 'last.json');

process.exitCode = await prove(process.argv.slice(2));

async function prove(words: readonly string[]): Promise<number> {
  const request = parseRequest(words);
  if (request === undefined) return refuse('usage: npm run prove [-- NAME [--json FILE]]');
  if (request.name === undefined) return list();
  const name = request.name;
  if (!claimNames().includes(name)) return refuse(`There is no claim «${name}». There are: ${claimNames().join(', ') || 'none yet'}`);
  return run(await loadClaim(name), request.jsonFile);
}

async function list(): Promise<number> {
  const last = readLast();
  for (const name of claimNames()) console.log(`${listLines(await loadClaim(name), last[name]).join('\n')}\n`);
  if (claimNames().length === 0) console.log('No claims yet.');
  return EXIT.holds;
}

async function run(claim: Claim, jsonFile: string | undefined): Promise<number> {
  console.log(`${claim.statement}\nbar: ${claim.bar}\n`);
  const outcome = await measure(() => claim.run(context()));
  if (outcome.kind === 'measured') {
    for (const line of [...outcome.result.lines, ...figureLines(outcome.result.figures)]) console.log(line);
    keep(claim.name, lastFigures(outcome.result));
  }
  if (jsonFile !== undefined) writeJson(resolve(jsonFile), report(claim, outcome));
  console.log(verdictLine(claim, outcome));
  return exitStatus(outcome);
}

function context(): ClaimContext {
  return {
    root: ROOT,
    shared: () => sharedFolder(process.env.TRAINSCRIPT_SHARED ?? resolve(ROOT, '../shared')),
    progress: (line) => console.error(line),
  };
}

function sharedFolder(folder: string): string {
  if (!existsSync(folder)) throw new MissingRequirement('no shared/ beside the project: set TRAINSCRIPT_SHARED to where it stands');
  return folder;
}

function claimNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.claim.ts'))
    .map((file) => file.slice(0, -'.claim.ts'.length))
    .sort();
}

async function loadClaim(name: string): Promise<Claim> {
  const { claim } = (await import(`./${name}.claim.ts`)) as { claim: Claim };
  if (claim.name !== name) throw new Error(`${name}.claim.ts names its claim «${claim.name}»: let both be one name`);
  return claim;
}

function report(claim: Claim, outcome: Outcome): object {
  const { name, statement, bar } = claim;
  return { name, statement, bar, ...outcome, date: today(), machine: machineLine() };
}

function lastFigures({ holds, figures }: { holds: boolean; figures: LastFigures['figures'] }): LastFigures {
  return { holds, figures, date: today(), machine: machineLine() };
}

function readLast(): Record<string, LastFigures> {
  return existsSync(LAST_FILE) ? (JSON.parse(readFileSync(LAST_FILE, 'utf8')) as Record<string, LastFigures>) : {};
}

function keep(name: string, figures: LastFigures): void {
  const all = { ...readLast(), [name]: figures };
  writeJson(LAST_FILE, Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function machineLine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${platform()} ${arch()}, Node ${process.version}`;
}

function refuse(message: string): number {
  console.error(message);
  return EXIT.usage;
}
