import type { FileMetaData, SchemaTree } from 'hyparquet';
import { clip } from './clip.ts';

/** Throws where a row group has a column that the schema has not, or one twice. hyparquet 1.31.5 begins to read such a group all the same, and
 *  leaves the rejections of the columns that it then forgets to nobody; to be deleted when it looks itself. */
export function checkChunks({ row_groups }: FileMetaData, schema: SchemaTree): void {
  const known = new Set(leavesOf(schema).map(keyOf));
  for (const [group, { columns }] of row_groups.entries()) {
    const seen = new Set<string>();
    for (const { meta_data } of columns) {
      const path = meta_data?.path_in_schema ?? [];
      const key = keyOf(path);
      if (!known.has(key) || seen.has(key)) {
        const fault = seen.has(key) ? 'twice' : 'that its schema has not';
        throw new Error(`row group ${group} has a column “${clip(path.join('.'))}” ${fault}`);
      }
      seen.add(key);
    }
  }
}

const leavesOf = ({ path, children }: SchemaTree): readonly (readonly string[])[] =>
  children.length === 0 ? [path] : children.flatMap(leavesOf);

/** A name may have dots of its own. */
const keyOf = (path: readonly string[]): string => JSON.stringify(path);
