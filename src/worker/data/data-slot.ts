import type { Audit, Finding, FindingCode } from '../../core/audit/audit.ts';
import { auditAgain, auditData, withFindings } from '../../core/audit/audit-data.ts';
import type { ReadOptions } from '../../core/data/dataset.ts';
import { correctionsOf } from '../../core/fixes/version.ts';
import type { RowsAsked } from '../../core/looks/looks.ts';
import { type Card, EMPTY_CARD } from '../../core/policy/card.ts';
import { matchKnown } from '../../core/policy/known-cards.ts';
import type { FileReference, PhaseName } from '../../core/spec/spec.ts';
import type { StepRows } from '../../core/training/step-rows.ts';
import { canonicalJson } from '../../core/transcript/canonical.ts';
import type { Message } from '../../protocol.ts';
import { rowsOfData } from '../looks/rows-of-data.ts';
import { fixed, readFiles } from './load.ts';
import type { LoadedPhase } from './loaded-phase.ts';
import { summarise } from './preview.ts';
import { fetchKnownCards, fetchSample } from './samples.ts';

/** What was dropped for a phase, and what became of it. */
export interface LoadedData {
  readonly source: string;
  /** How it was read. */
  readonly options: ReadOptions;
  readonly data: LoadedPhase;
  readonly audit: Audit;
  /** Whether its rows were compared with each other; what came of it is in the audit. */
  readonly compared: 'not-yet' | 'stopped' | 'done';
}

/** Where a phase's data stand: the files as dropped, the data as read, the card as declared. A new load cancels the one
 *  before it. */
export class DataSlot {
  readonly phase: PhaseName;
  readonly #post: (message: Message) => void;
  loaded: LoadedData | null = null;
  card: Card = EMPTY_CARD;
  /** The card that the page knows for exactly these bytes. */
  known: Card | null = null;
  indices: { readonly reference: FileReference; readonly rows: StepRows } | null = null;
  /** Where what was dropped can be had again; empty where the browser does not say. */
  handles: readonly FileSystemFileHandle[] = [];
  #files: readonly File[] = [];
  #source = '';
  /** What was read last, without the fixes. */
  #read: { readonly files: readonly File[]; readonly corrections: string; readonly data: LoadedPhase } | null = null;
  #loading: AbortController | null = null;

  constructor(phase: PhaseName, post: (message: Message) => void) {
    this.phase = phase;
    this.#post = post;
  }

  /** What was dropped, or fetched as a sample. */
  get files(): readonly File[] {
    return this.#files;
  }

  async loadDropped(files: readonly File[], options: ReadOptions, handles: readonly FileSystemFileHandle[] = []): Promise<void> {
    this.#forgetCard();
    this.handles = handles;
    await this.#load('files', async () => files, options);
  }

  async loadSample(sample: string, options: ReadOptions): Promise<void> {
    this.#forgetCard();
    this.handles = [];
    await this.#load(sample, (signal) => fetchSample(sample, (done, total) => this.#progress('fetch', done, total), signal), options);
  }

  /** Reads the same files again, with the person's corrections. */
  async reread(options: ReadOptions): Promise<void> {
    const files = this.#files;
    if (files.length > 0) await this.#load(this.#source, async () => files, options);
  }

  cancel(): void {
    this.#loading?.abort();
  }

  unload(): void {
    this.cancel();
    this.loaded = null;
    this.#forgetCard();
    this.indices = null;
    this.handles = [];
    this.#files = [];
    this.#read = null;
    this.#post({ kind: 'data-unloaded', phase: this.phase });
  }

  lookAtRows(key: string, asked: RowsAsked): void {
    const looked = this.loaded && rowsOfData(this.loaded.data, asked);
    if (looked) this.#post({ kind: 'rows-looked', phase: this.phase, key, looked });
  }

  /** Adds what a closer look found to the audit, instead of what it had of some codes. */
  revise(findings: readonly Finding[], instead: readonly FindingCode[], compared = this.loaded?.compared): void {
    if (!this.loaded || !compared) return;
    this.loaded = { ...this.loaded, audit: withFindings(this.loaded.audit, findings, instead), compared };
    this.#post({ kind: 'audit-revised', phase: this.phase, audit: this.loaded.audit });
  }

  /** What was declared of other data says nothing of these. */
  #forgetCard(): void {
    this.card = EMPTY_CARD;
    this.known = null;
  }

  async #load(source: string, open: (signal: AbortSignal) => Promise<readonly File[]>, options: ReadOptions): Promise<void> {
    this.cancel();
    const loading = new AbortController();
    this.#loading = loading;
    const { signal } = loading;
    try {
      const files = await open(signal);
      // Kept even when reading fails: the way out of most failures is to read the same files with other options.
      this.#files = files;
      this.#source = source;
      const data = fixed(await this.#readFiles(files, options, signal), options);
      this.#progress('audit', 0, 1);
      const audited = this.#audited(data);
      signal.throwIfAborted();
      this.loaded = { source, options, data, ...audited };
      await this.#recogniseCard(data);
      signal.throwIfAborted();
      // Meanwhile a closer look may have found more.
      const { audit } = this.loaded;
      this.#post({ kind: 'data-loaded', phase: this.phase, data: { ...summarise(data), source, options, audit } });
    } catch (error) {
      // A load that was overtaken leaves the slot to the one that overtook it.
      if (this.#loading !== loading) return;
      this.loaded = null;
      this.#post({ kind: 'data-unloaded', phase: this.phase });
      if (!signal.aborted) throw error;
    } finally {
      if (this.#loading === loading) this.#loading = null;
    }
  }

  /** Other fixes are no reason to read the same files again. */
  async #readFiles(files: readonly File[], options: ReadOptions, signal: AbortSignal): Promise<LoadedPhase> {
    const corrections = canonicalJson(correctionsOf(options));
    if (this.#read?.files === files && this.#read.corrections === corrections) return this.#read.data;
    const data = await readFiles(files, options, (done, total) => this.#progress('read', done, total), signal);
    this.#read = { files, corrections, data };
    return data;
  }

  /** Where nothing but waivers changed, what was found stands, and the rows need not be compared again. */
  #audited(data: LoadedPhase): Pick<LoadedData, 'audit' | 'compared'> {
    const before = this.loaded;
    if (!before || before.data.version?.id !== data.version?.id) return { audit: auditData(this.phase, data), compared: 'not-yet' };
    return { audit: auditAgain(before.audit, data), compared: before.compared };
  }

  async #recogniseCard(data: LoadedPhase): Promise<void> {
    this.known = matchKnown(data.files, await fetchKnownCards());
    if (!this.known) return;
    this.card = this.known;
    this.#post({ kind: 'card-known', phase: this.phase, card: this.known });
  }

  #progress(stage: 'fetch' | 'read' | 'audit', done: number, total: number): void {
    this.#post({ kind: 'load-progress', phase: this.phase, stage, done, total });
  }
}
