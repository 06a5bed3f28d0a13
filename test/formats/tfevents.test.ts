import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { eventFileName, fileVersionEvent, histogramEvent, maskedCrc32c, scalarEvent, textEvent } from '../../src/formats/tfevents.ts';
import { type Experiment, experimentEvent, sessionEndEvent, sessionStartEvent } from '../../src/formats/tfevents-hparams.ts';

const FIXTURES = new URL('../fixtures/', import.meta.url).pathname;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('bytes worked out by hand', () => {
  test('the masked sum of TensorBoard’s own test', () => {
    expect(maskedCrc32c(Buffer.from('\x1a\x11CRC test, one two', 'latin1')).toString(16)).toBe('5794d08a');
  });

  test('the first record names the version', () => {
    const event = '09000000000000f83f' + '1a0d' + '627261696e2e4576656e743a32';
    expect(hex(fileVersionEvent(1.5))).toBe(`1800000000000000a37f4b22${event}2a28646c`);
  });

  test('a record with two scalars', () => {
    const loss = '0a0b' + '0a046c6f7373' + '150000803e';
    const accuracy = '0a0a' + '0a03616363' + '150000803f';
    const event = ['09000000000000f83f', '10ac02', '2a19', loss, accuracy].join('');
    expect(
      hex(
        scalarEvent(
          1.5,
          300,
          new Map([
            ['loss', 0.25],
            ['acc', 1],
          ]),
        ),
      ),
    ).toBe(`2700000000000000bbe1b146${event}4caa7bb1`);
  });
});

test('a file is called as TensorBoard looks for it', () => {
  expect(eventFileName(1700000000.9, 'trainscript')).toBe('events.out.tfevents.1700000000.trainscript');
  expect(eventFileName(5, '../a b.c')).toBe('events.out.tfevents.0000000005.___a_b_c');
});

describe('read by protoc', () => {
  const missing = spawnSync('protoc', ['--version']).status !== 0;
  const NO_PROTOC = 'skipped: no protoc';

  /** Checks nothing but the length of the frame, then lets protoc put the message into words. */
  function decode(record: Uint8Array): string {
    const length = Number(new DataView(record.buffer).getBigUint64(0, true));
    expect(record.length).toBe(length + 16);
    const args = [`--proto_path=${FIXTURES}`, '--decode=tfevents.Event', 'tfevents.proto'];
    return execFileSync('protoc', args, { input: record.subarray(12, -4), encoding: 'utf8' });
  }

  /** The message without its layout. */
  const words = (text: string): string => text.trim().replace(/\s+/g, ' ');

  const event = (step: number, value: string): string =>
    words(`wall_time: 7.5 ${step === 0 ? '' : `step: ${step}`} summary { value { ${value} } }`);

  test('scalars, also those that no float32 holds', ({ skip }) => {
    skip(missing, NO_PROTOC);
    const values = Object.entries({ zero: 0, nan: Number.NaN, huge: 1e300, tenth: 0.1 });
    const shown = ['zero', 0, 'nan', 'nan', 'huge', 'inf', 'tenth', 0.1];
    const expected = [0, 2, 4, 6].map((i) => `value { tag: "${shown[i]}" simple_value: ${shown[i + 1]} }`).join(' ');
    expect(words(decode(scalarEvent(7.5, 2 ** 40, values)))).toBe(`wall_time: 7.5 step: ${2 ** 40} summary { ${expected} }`);
  });

  test('a histogram is a tensor of left edge, right edge, count', ({ skip }) => {
    skip(missing, NO_PROTOC);
    const rows = [-1, 0, 3, 0, 1, 0, 1, 2, 4];
    expect(words(decode(histogramEvent(7.5, 10, 'p/w', { min: -1, max: 2, counts: [3, 0, 4] })))).toBe(event(10, tensor('p/w', rows)));
  });

  test('a histogram of one value is one bucket around it, of none is none', ({ skip }) => {
    skip(missing, NO_PROTOC);
    const one = histogramEvent(7.5, 1, 'w', { min: 2, max: 2, counts: [0, 5] });
    expect(words(decode(one))).toBe(event(1, tensor('w', [1.5, 2.5, 5])));
    const none = histogramEvent(7.5, 1, 'w', { min: 0, max: 0, counts: [] });
    expect(words(decode(none))).toBe(event(1, tensor('w', [])));
  });

  test('the last edge is the maximum itself', ({ skip }) => {
    skip(missing, NO_PROTOC);
    const counts = [1, 1, 1];
    const [min, max] = [0, 0.1 * 3];
    expect(words(decode(histogramEvent(7.5, 1, 'w', { min, max, counts })))).toContain(
      content([0, max / 3, 1, max / 3, (max * 2) / 3, 1, (max * 2) / 3, max, 1]),
    );
  });

  test('a text', ({ skip }) => {
    skip(missing, NO_PROTOC);
    const value =
      'tag: "notes" tensor { dtype: 7 tensor_shape { } string_val: "**hi**" } metadata { plugin_data { plugin_name: "text" } data_class: 2 }';
    expect(words(decode(textEvent(7.5, 0, 'notes', '**hi**')))).toBe(event(0, value));
  });

  describe('hyperparameters', () => {
    const hparams = (tag: string, data: string): string =>
      event(
        0,
        `tag: "_hparams_/${tag}" tensor { dtype: 1 tensor_shape { dim { } } } metadata { plugin_data { plugin_name: "hparams" content { ${data} } } data_class: 2 }`,
      );

    test('the experiment', ({ skip }) => {
      skip(missing, NO_PROTOC);
      const experiment: Experiment = {
        name: 'digits',
        description: '',
        hparams: new Map<string, string | number | boolean>([
          ['lr', 0.001],
          ['model', 'cnn'],
          ['baseline', false],
        ]),
        metrics: [{ group: '', tag: 'test/accuracy', displayName: 'accuracy' }],
      };
      const infos = 'hparam_infos { name: "lr" type: 3 } hparam_infos { name: "model" type: 1 } hparam_infos { name: "baseline" type: 2 }';
      const metric = 'metric_infos { name { tag: "test/accuracy" } display_name: "accuracy" }';
      expect(words(decode(experimentEvent(7.5, experiment)))).toBe(
        hparams('experiment', `experiment { time_created_secs: 7.5 ${infos} ${metric} name: "digits" }`),
      );
    });

    test('the start, with values that are their kinds’ defaults', ({ skip }) => {
      skip(missing, NO_PROTOC);
      const values = new Map<string, string | number | boolean>([
        ['a', 0],
        ['b', ''],
        ['c', false],
        ['d', 0.001],
        ['e', 'cnn'],
        ['f', true],
      ]);
      const shown = [
        'number_value: 0',
        'string_value: ""',
        'bool_value: false',
        'number_value: 0.001',
        'string_value: "cnn"',
        'bool_value: true',
      ];
      const entries = shown.map((value, i) => `hparams { key: "${'abcdef'[i]}" value { ${value} } }`).join(' ');
      expect(words(decode(sessionStartEvent(7.5, 'run-7', values)))).toBe(
        hparams('session_start_info', `session_start_info { ${entries} group_name: "run-7" start_time_secs: 7.5 }`),
      );
    });

    test.for([
      ['success', 1],
      ['failure', 2],
      ['running', 3],
    ] as const)('the end: %s', ([status, number], { skip }) => {
      skip(missing, NO_PROTOC);
      expect(words(decode(sessionEndEvent(7.5, status)))).toBe(
        hparams('session_end_info', `session_end_info { status: ${number} end_time_secs: 7.5 }`),
      );
    });
  });

  const tensor = (tag: string, rows: readonly number[]): string =>
    `tag: "${tag}" tensor { dtype: 2 tensor_shape { dim {${rows.length === 0 ? '' : ` size: ${rows.length / 3}`} } dim { size: 3 } } ${content(rows)} } metadata { plugin_data { plugin_name: "histograms" } data_class: 2 }`;

  /** As protoc shows bytes: printable ones as they are, the rest in octal. */
  function content(rows: readonly number[]): string {
    if (rows.length === 0) return '';
    const bytes = [...new Uint8Array(Float64Array.from(rows).buffer)];
    return `tensor_content: "${bytes.map(shownByte).join('')}"`;
  }

  function shownByte(byte: number): string {
    const named = new Map([
      [9, '\\t'],
      [10, '\\n'],
      [13, '\\r'],
      [34, '\\"'],
      [39, "\\'"],
      [92, '\\\\'],
    ]).get(byte);
    if (named !== undefined) return named;
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  }
});
