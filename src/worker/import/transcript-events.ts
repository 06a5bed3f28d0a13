import { asObject, type Place } from '../../core/check.ts';
import { joinBytes } from '../../core/join-bytes.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';
import { canonicalJson } from '../../core/transcript/canonical.ts';
import { parseEvent } from '../../core/transcript/event-parse.ts';
import { type RunEvent, statusAfter } from '../../core/transcript/events.ts';
import { sha256Hex } from '../../core/transcript/sha256.ts';
import { BROKEN, type ChainHead, GENESIS } from '../../core/transcript/transcript.ts';
import { clip } from '../../formats/clip.ts';

/** Longer than any event of a batch of a million rows. */
const MAX_LINE_BYTES = 2 ** 25;
const NEWLINE = 0x0a;

/** The events of an `events.jsonl` of unknown origin. Each line must follow the one before it (by number and by hash), hold an event
 *  of a known kind, be written exactly as it would be written here, so that the same events give the same file again, and stand where
 *  it may. `file` is the bundle's name.
 *  @throws TrainscriptError `bundle-line-…`, `bundle-chain`, `bundle-damaged`, `bundle-order`, and those of `parseEvent` */
export async function* transcriptEvents(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<RunEvent, void, void> {
  const order = new Order(file);
  let head = GENESIS;
  for await (const bytes of linesOf(chunks, file)) {
    const line = head.seq + 2;
    const event = readLine(bytes, head, file, line);
    order.check(event, line);
    head = { seq: head.seq + 1, hash: sha256Hex(bytes) };
    yield event;
  }
  if (head === GENESIS) throw new TrainscriptError('bundle-line-open', { file, line: 1, found: 0 });
}

/** The lines without their ends. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  let open: Uint8Array[] = [];
  let line = 1;
  let bytes = 0;
  for await (const chunk of chunks) {
    let begin = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, begin)) {
      const last = chunk.subarray(begin, end);
      yield open.length === 0 ? last : joinBytes([...open, last]);
      [open, bytes, begin] = [[], 0, end + 1];
      line++;
    }
    if (begin < chunk.length) open.push(chunk.subarray(begin));
    bytes += chunk.length - begin;
    if (bytes > MAX_LINE_BYTES) throw new TrainscriptError('bundle-line-long', { file, line, limit: MAX_LINE_BYTES });
  }
  if (bytes > 0) throw new TrainscriptError('bundle-line-open', { file, line, found: bytes });
}

function readLine(bytes: Uint8Array, head: ChainHead, file: string, line: number): RunEvent {
  const place: Place = { document: `${file}, events.jsonl, line ${line}`, path: '' };
  const { text, value } = parseLine(bytes, file, line);
  const { prev, seq, ...rest } = asObject(value, place);
  if (prev === BROKEN) throw new TrainscriptError('bundle-damaged', { file, line });
  expectLink(file, line, 'seq', seq, head.seq + 1);
  expectLink(file, line, 'prev', prev, head.hash);
  const event = parseEvent(rest, place);
  if (canonicalJson({ ...event, prev, seq }) !== text) throw new TrainscriptError('bundle-line-form', { file, line });
  return event;
}

function parseLine(bytes: Uint8Array, file: string, line: number): { text: string; value: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, value: JSON.parse(text) };
  } catch (error) {
    throw new TrainscriptError('bundle-line-json', { file, line, detail: clip(error instanceof Error ? error.message : '') }, error);
  }
}

function expectLink(file: string, line: number, what: string, found: unknown, expected: string | number): void {
  if (found !== expected)
    throw new TrainscriptError('bundle-chain', { file, line, what, found: clip(JSON.stringify(found) ?? 'missing'), expected });
}

/** A run begins once, counts its steps one by one, and has nothing behind its end. */
class Order {
  readonly #file: string;
  #last: RunEvent | undefined;
  #step = 0;

  constructor(file: string) {
    this.#file = file;
  }

  check(event: RunEvent, line: number): void {
    const { kind } = event;
    if ((kind === 'run-started') !== (this.#last === undefined))
      this.#refuse(line, kind, this.#last ? 'what comes behind it' : 'run-started');
    const status = this.#last ? statusAfter(this.#last) : 'running';
    if (status !== 'running' && status !== 'paused') this.#refuse(line, kind, `nothing behind ${this.#last?.kind}`);
    if (kind === 'step' && event.step !== this.#step + 1) this.#refuse(line, `step ${event.step}`, `step ${this.#step + 1}`);
    if (kind === 'step' || kind === 'cut-back') this.#step = event.step;
    this.#last = event;
  }

  #refuse(line: number, found: string, expected: string): never {
    throw new TrainscriptError('bundle-order', { file: this.#file, line, found, expected });
  }
}
