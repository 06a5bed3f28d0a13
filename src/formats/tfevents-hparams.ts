import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { contentEvent, type Fields, writeMessage } from './tfevents.ts';

/* Three values in a run's own event file fill a row of TensorBoard's HParams tab. Field numbers from
   tensorboard/plugins/hparams/{api,plugin_data}.proto and google/protobuf/struct.proto. */

const PLUGIN = 'hparams';
const DATA = { experiment: 2, sessionStart: 3, sessionEnd: 4 };
const EXPERIMENT = { description: 1, timeCreated: 3, hparams: 4, metrics: 5, name: 6 };
const HPARAM_INFO = { name: 1, type: 4 };
const METRIC_INFO = { name: 1, displayName: 3 };
const METRIC_NAME = { group: 1, tag: 2 };
const SESSION_START = { hparams: 1, group: 4, startTime: 5 };
const SESSION_END = { status: 1, endTime: 2 };
const MAP_ENTRY = { key: 1, value: 2 };
const PROTO_VALUE = { number: 2, string: 3, bool: 4 };

const HPARAM_TYPES = { string: 1, boolean: 2, number: 3 };
const SESSION_STATUS = { success: 1, failure: 2, running: 3 };

export type HparamValue = string | number | boolean;
export type SessionStatus = keyof typeof SESSION_STATUS;

/** What the table of runs shows: a column a hyperparameter, a column a metric. */
export interface Experiment {
  readonly name: string;
  /** Markdown. */
  readonly description: string;
  readonly hparams: ReadonlyMap<string, HparamValue>;
  /** `tag` is a scalar's tag; `group` the folder below the run where its file stands, '' for the run itself. */
  readonly metrics: readonly { readonly group: string; readonly tag: string; readonly displayName: string }[];
}

/** Describes the columns. */
export const experimentEvent = (wallTimeS: number, experiment: Experiment): Uint8Array =>
  hparamsEvent(wallTimeS, '_hparams_/experiment', DATA.experiment, (w) => {
    writeText(w, EXPERIMENT.description, experiment.description);
    w.tag(EXPERIMENT.timeCreated, WireType.Bit64).double(wallTimeS);
    for (const [name, value] of experiment.hparams) writeMessage(w, EXPERIMENT.hparams, hparamInfo(name, value));
    for (const metric of experiment.metrics) writeMessage(w, EXPERIMENT.metrics, metricInfo(metric));
    writeText(w, EXPERIMENT.name, experiment.name);
  });

/** Gives this run's hyperparameters. Runs of one `group` share a row. */
export const sessionStartEvent = (wallTimeS: number, group: string, hparams: ReadonlyMap<string, HparamValue>): Uint8Array =>
  hparamsEvent(wallTimeS, '_hparams_/session_start_info', DATA.sessionStart, (w) => {
    for (const [name, value] of hparams) writeMessage(w, SESSION_START.hparams, mapEntry(name, value));
    writeText(w, SESSION_START.group, group);
    w.tag(SESSION_START.startTime, WireType.Bit64).double(wallTimeS);
  });

/** Says how the run ended. */
export const sessionEndEvent = (wallTimeS: number, status: SessionStatus): Uint8Array =>
  hparamsEvent(wallTimeS, '_hparams_/session_end_info', DATA.sessionEnd, (w) => {
    w.tag(SESSION_END.status, WireType.Varint).int32(SESSION_STATUS[status]);
    w.tag(SESSION_END.endTime, WireType.Bit64).double(wallTimeS);
  });

function hparamsEvent(wallTimeS: number, tag: string, field: number, data: Fields): Uint8Array {
  return contentEvent(wallTimeS, 0, tag, PLUGIN, writeMessage(new BinaryWriter(), field, data).finish());
}

const hparamInfo =
  (name: string, value: HparamValue): Fields =>
  (w) => {
    writeText(w, HPARAM_INFO.name, name);
    w.tag(HPARAM_INFO.type, WireType.Varint).int32(HPARAM_TYPES[typeof value as keyof typeof HPARAM_TYPES]);
  };

const metricInfo =
  ({ group, tag, displayName }: Experiment['metrics'][number]): Fields =>
  (w) => {
    writeMessage(w, METRIC_INFO.name, (metricName) => {
      writeText(metricName, METRIC_NAME.group, group);
      writeText(metricName, METRIC_NAME.tag, tag);
    });
    writeText(w, METRIC_INFO.displayName, displayName);
  };

const mapEntry =
  (key: string, value: HparamValue): Fields =>
  (w) => {
    w.tag(MAP_ENTRY.key, WireType.LengthDelimited).string(key);
    writeMessage(w, MAP_ENTRY.value, (protoValue) => writeValue(protoValue, value));
  };

/** A google.protobuf.Value; its default (0, '', false) is written too, since the field that is there tells the kind. */
function writeValue(writer: BinaryWriter, value: HparamValue): void {
  if (typeof value === 'number') writer.tag(PROTO_VALUE.number, WireType.Bit64).double(value);
  else if (typeof value === 'string') writer.tag(PROTO_VALUE.string, WireType.LengthDelimited).string(value);
  else writer.tag(PROTO_VALUE.bool, WireType.Varint).bool(value);
}

/** proto3 leaves out a text that is empty. */
function writeText(writer: BinaryWriter, field: number, text: string): void {
  if (text !== '') writer.tag(field, WireType.LengthDelimited).string(text);
}
