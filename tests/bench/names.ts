/** What is compared: two stock servers, and ours as stock clients and as our own client use it. */
export const CONTENDERS = ['y-websocket', 'hocuspocus', 'ours-stock', 'ours'] as const;
export type Contender = (typeof CONTENDERS)[number];

/** As tables and pictures call them. */
export const NAMES: Readonly<Record<Contender, string>> = {
	'y-websocket': '@y/websocket-server 0.1.1',
	hocuspocus: '@hocuspocus/server 4.7.0',
	'ours-stock': 'Mesa Abierta, stock clients',
	ours: 'Mesa Abierta, own clients',
};

export const milliseconds = (value: number | null): string =>
	value === null ? '–' : value.toFixed(value < 10 ? 1 : 0);
export const share = (value: number): string => `${(value * 100).toFixed(value < 0.1 ? 1 : 0)} %`;
export const kilobytes = (value: number | null): string => (value === null ? '–' : (value / 1024).toFixed(1));
export const megabytes = (value: number): string => (value / 2 ** 20).toFixed(0);
export const hertz = (value: number | null): string => (value === null ? '–' : value.toFixed(1));
