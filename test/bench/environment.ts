import { adapterFacts } from '../../src/engine/adapter.ts';

/** Where it was measured. */
export interface BenchEnvironment {
  /** The browser's own name of itself, or Node's version. */
  readonly host: string;
  readonly adapter: AdapterDescription | null;
  readonly software: boolean;
  readonly cores: number;
  /** Without it, clocks are coarser and threads cannot share memory; null where there is no such thing. */
  readonly crossOriginIsolated: boolean | null;
  readonly onBattery: boolean | null;
}

export interface AdapterDescription {
  readonly name: string;
  readonly info: Readonly<Record<string, string | number | boolean>>;
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

/** All that an adapter tells of itself. */
export function describeAdapter(adapter: GPUAdapter): AdapterDescription {
  return {
    name: adapterFacts(adapter.info).name,
    info: plain(adapter.info) as AdapterDescription['info'],
    features: [...adapter.features].sort(),
    limits: plain(adapter.limits) as AdapterDescription['limits'],
  };
}

/** The values behind a platform object's getters, which stand on its prototype. */
function plain(object: object): Record<string, unknown> {
  const names = Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(object)));
  const values = names.map((name) => [name, object[name as keyof typeof object]] as const);
  return Object.fromEntries(values.filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)));
}

/** The limits that decide what a training step may do; all of them stand in the JSON. */
const SHOWN_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
];

/** Lines of a report. */
export function environmentLines({ host, adapter, software, cores, crossOriginIsolated, onBattery }: BenchEnvironment): readonly string[] {
  const isolation = crossOriginIsolated === null ? '' : `, cross-origin isolated: ${crossOriginIsolated ? 'yes' : 'no'}`;
  const power = onBattery === null ? 'power source unknown' : onBattery ? 'on battery' : 'on mains';
  const lines = [`${host}; ${cores} cores${isolation}, ${power}`];
  if (!adapter) return [...lines, 'no WebGPU'];
  const info = Object.entries(adapter.info).map(([name, value]) => `${name} ${value === '' ? '“”' : value}`);
  return [
    ...lines,
    `adapter of WebGPU: ${adapter.name}${software ? ', SOFTWARE: its figures say nothing about a GPU' : ''} (${info.join(', ')})`,
    `features: ${adapter.features.join(', ')}`,
    `limits: ${SHOWN_LIMITS.map((name) => `${name} ${adapter.limits[name]?.toLocaleString('en') ?? 'unknown'}`).join(', ')}`,
  ];
}
