/** At most `limit` of the rows, at equal distances, the first among them. */
export function spread(rows: Uint32Array, limit: number): Uint32Array {
  if (rows.length <= limit) return rows;
  const chosen = new Uint32Array(limit);
  for (let i = 0; i < limit; i++) chosen[i] = rows[Math.floor((i * rows.length) / limit)];
  return chosen;
}
