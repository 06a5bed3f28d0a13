import { maskedForm } from '../personal/masked-shape.ts';
import { clipped } from '../profile/column-profile.ts';

/** Names of columns that are about people. */
export type Hidden = ReadonlySet<string>;

/** How a finding tells a column's values: as they are, or by their form alone where the column is about people. */
export const teller = ({ name }: { readonly name: string }, hidden: Hidden): ((value: string) => string) =>
  hidden.has(name) ? maskedForm : clipped;
