import Papa from 'papaparse';

/** Excel takes a file for UTF-8 by this mark only. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** RFC 4180, as spreadsheets read it; what somebody wrote is never run by one. */
export function writeCsv(
	fields: readonly string[],
	rows: readonly (readonly (string | number | boolean | null | undefined)[])[],
): string {
	const table = { fields: [...fields], data: rows.map((row) => [...row]) };
	return BYTE_ORDER_MARK + Papa.unparse(table, { escapeFormulae: true, newline: '\r\n' });
}
