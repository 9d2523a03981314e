/**
 * Icons of the board: of its kinds of card, of what is said of cards and done with them, drawn as those of `icons.ts`. Apart from them: pages that show no
 * tree share that file's download.
 */
export const objective = 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM15.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0z';
export const means = 'M3 20h5v-5h5v-5h5V5h3';
export const end = 'M6 21V4h12l-3 4 3 4H6';
export const actor = 'M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4.5 21c0-4.5 3.4-7 7.5-7s7.5 2.5 7.5 7';
export const merge = 'M5 4l7 8M19 4l-7 8M12 12v9M8.5 17.5L12 21l3.5-3.5';
export const split = 'M12 3v8M12 11l-6 8M12 11l6 8M6 14v5h5M18 14v5h-5';
export const group = 'M5 3h14v5H5zM12 8v4M5 16v-4h14v4M2.5 16h5v5h-5zM16.5 16h5v5h-5z';
export const asked =
	'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM9.3 9.6a2.8 2.8 0 1 1 4.2 2.4c-1 .6-1.5 1.1-1.5 2.2M12 17v.01';
export const balance = 'M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z';
export const coin =
	'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM14.5 9c-.5-1-1.4-1.4-2.5-1.4-1.5 0-2.6.8-2.6 2s1 1.8 2.6 2.2 2.7 1 2.7 2.3-1.2 2.1-2.7 2.1c-1.2 0-2.2-.5-2.7-1.5M12 6v12';
export const paper = 'M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7';
export const speech = 'M4 5h16v11h-9l-4 4v-4H4z';
export const pin = 'M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v6';
export const keyboard = 'M3 6h18v12H3zM7 10v.01M11 10v.01M15 10v.01M8 14h8';
export const alignLeft = 'M4 3v18M8 7h12M8 11h6M8 16h9';
export const bring = 'M3 8V4h4M21 8V4h-4M3 16v4h4M21 16v4h-4M12 8v8M8 12h8';
export const comments = 'M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12.5h5';
