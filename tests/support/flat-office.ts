/** The namespaces of flat OpenDocument, by the prefixes that the sources of the tests use. */
const NAMESPACES = Object.entries({
  office: 'office',
  style: 'style',
  text: 'text',
  table: 'table',
  draw: 'drawing',
  presentation: 'presentation',
  fo: 'xsl-fo-compatible',
  svg: 'svg-compatible',
  number: 'datastyle',
  chart: 'chart',
})
  .map(([prefix, name]) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"',
    'xmlns:xlink="http://www.w3.org/1999/xlink"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  )
  .join(' ');

/** A flat OpenDocument file: `body` stands within `office:text`, `office:spreadsheet` or `office:presentation`. */
export function flatOffice(
  kind: 'text' | 'spreadsheet' | 'presentation',
  { body, before = '' }: { body: string; before?: string },
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.${kind}">
${before}<office:body><office:${kind}>${body}</office:${kind}></office:body></office:document>`;
}

type Row = readonly (string | number)[];

/** Rows of a table, first of all its header: numbers become numbers, as a person would type them. */
export function flatTable(name: string, rows: readonly Row[]): string {
  const columns = `<table:table-column table:number-columns-repeated="${rows[0]?.length ?? 1}"/>`;
  return `<table:table table:name="${name}">${columns}${rows.map(flatRow).join('')}</table:table>`;
}

/** The table inside a chart: one column of categories, one row of names. */
export function chartTable([names, ...rows]: readonly Row[]): string {
  return `<table:table table:name="local-table">
<table:table-header-columns><table:table-column/></table:table-header-columns>
<table:table-columns><table:table-column table:number-columns-repeated="${names!.length - 1}"/></table:table-columns>
<table:table-header-rows>${flatRow(names!)}</table:table-header-rows>
<table:table-rows>${rows.map(flatRow).join('')}</table:table-rows></table:table>`;
}

function flatRow(row: Row): string {
  const cells = row.map((value) => {
    const type = typeof value === 'number' ? `float" office:value="${value}` : 'string';
    return `<table:table-cell office:value-type="${type}"><text:p>${value}</text:p></table:table-cell>`;
  });
  return `<table:table-row>${cells.join('')}</table:table-row>`;
}
