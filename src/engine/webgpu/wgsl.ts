/* What every shader shares: its bindings, the step's block, the loop over a grid. */

/** Invocations of a workgroup. */
export const WORKGROUP = 64;

/** A buffer under the name that the shader gives it. */
export interface Binding {
  readonly name: string;
  readonly buffer: string;
  readonly type: string;
  readonly writes: boolean;
}

export const reads = (name: string, buffer: string, type = 'f32'): Binding => ({ name, buffer, type, writes: false });
export const writes = (name: string, buffer: string, type = 'f32'): Binding => ({ name, buffer, type, writes: true });

/** Where a parameter begins in the arena, in elements. */
export interface Offsets {
  readonly weight: number;
  readonly bias: number;
}

/** A linear index over a grid that may be wider than one dimension allows. */
export const MAIN = `@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let index = (group.y * groups.x + group.x) * ${WORKGROUP}u + lane;`;

/** So many lines, or items between commas, each from its number. */
export const each = (count: number, text: (i: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(between);

const WORDS: Readonly<Record<string, number>> = { f32: 1, u32: 1, 'atomic<u32>': 1, vec2f: 2, vec4f: 4, vec4u: 4 };

/** What changes from step to step: binding 0 of every shader. */
const stepBlock = (parameters: number, maxRows: number): string => `
struct Step { rows: u32, beta1: f32, beta2: f32, correction: f32, epsilon: f32, rest1: f32, rest2: f32, rates: array<f32, ${parameters}>, targets: array<f32, ${maxRows}>, images: array<u32, ${maxRows}> }
@group(0) @binding(0) var<storage, read> step: Step;`;

/** A whole shader. Arrays have their size in their type: what the compiler knows to be inside is not checked at every load. */
export function shaderCode(
  body: string,
  bindings: readonly Binding[],
  words: (buffer: string) => number,
  parameters: number,
  maxRows: number,
): string {
  const declared = bindings.map(
    ({ name, buffer, type, writes }, i) =>
      `@group(0) @binding(${i + 1}) var<storage, ${writes ? 'read_write' : 'read'}> ${name}: array<${type}, ${words(buffer) / WORDS[type]}>;`,
  );
  return [stepBlock(parameters, maxRows), ...declared, body].join('\n');
}

/** A sum of products on top of `sum`, as one expression: a variable that is written once is held in a register. */
export const chain = (count: number, factors: (i: number) => readonly [string, string], sum: string): string =>
  Array.from({ length: count }, (_, i) => factors(i)).reduce((text, [a, b]) => `fma(${a}, ${b}, ${text})`, sum);
