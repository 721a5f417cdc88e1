/** Where all rows of a computed table are, as a file. */
export function exportAddress(token: string, format: 'csv' | 'xlsx'): string {
  return `/api/export/${format}?${new URLSearchParams({ table: token })}`;
}
