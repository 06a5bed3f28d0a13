import { parseSync, Visitor } from 'vite';

/** What one source file says about others, and what the rules ask of it. */
export interface SourceFile {
  /** From the project's root, with `/`: `src/core/spec/spec.ts`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Nothing but `export … from`: a barrel. */
  readonly onlyReExports: boolean;
  /** False for a file of types. */
  readonly exportsValues: boolean;
  /** Custom elements that it defines. */
  readonly tags: readonly string[];
  /** Every string in it, import specifiers too. */
  readonly strings: readonly string[];
}

export interface Import {
  readonly specifier: string;
  /** `type` imports vanish when compiled; a `worker` is another program, named by address. */
  readonly kind: 'value' | 'type' | 'worker';
}

/** Parses TypeScript with Oxc, which Vite carries. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`);
  const imports: Import[] = [];
  const tags: string[] = [];
  const strings: string[] = [];
  const add = (specifier: string, kind: Import['kind']): unknown => imports.push({ specifier, kind });

  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, isTypeImport(node) ? 'type' : 'value'),
    ExportAllDeclaration: (node) => add(node.source.value, node.exportKind === 'type' ? 'type' : 'value'),
    ExportNamedDeclaration: (node) => node.source && add(node.source.value, node.exportKind === 'type' ? 'type' : 'value'),
    ImportExpression: (node) => add(literal(node.source) ?? '(computed)', 'value'),
    TSImportType: (node) => add(node.source.value, 'type'),
    NewExpression: (node) => {
      const file =
        node.callee.type === 'Identifier' && node.callee.name === 'URL' && node.arguments.length === 2
          ? literal(node.arguments[0])
          : undefined;
      if (file?.endsWith('.ts')) add(file, 'worker');
    },
    CallExpression: (node) => {
      const tag = literal(node.arguments[0]);
      if (tag !== undefined && definesElement(text.slice(node.callee.start, node.callee.end))) tags.push(tag);
    },
    Literal: (node) => typeof node.value === 'string' && strings.push(node.value),
    TemplateElement: (node) => strings.push(node.value.raw),
  }).visit(program);

  const statements = program.body;
  const onlyReExports =
    statements.length > 0 && statements.every((node) => /^Export(All|Named)/.test(node.type) && 'source' in node && node.source !== null);
  const exportsValues = statements.some((node) => node.type.startsWith('Export') && !('exportKind' in node && node.exportKind === 'type'));
  return { path, lines: text.trimEnd().split('\n').length, imports, onlyReExports, exportsValues, tags, strings };
}

function isTypeImport(node: { importKind?: string; specifiers: readonly object[] }): boolean {
  const named = node.specifiers as readonly { importKind?: string }[];
  return node.importKind === 'type' || (named.length > 0 && named.every((specifier) => specifier.importKind === 'type'));
}

function definesElement(callee: string): boolean {
  return callee === 'customElement' || callee === 'customElements.define';
}

function literal(node: { type: string; value?: unknown } | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}
