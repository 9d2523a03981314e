/**
 * Icon drawings for `Icon`: SVG path data on a 24 × 24 grid, stroked, no fill. One constant each, so that a page ships only
 * those it names. The drawings are our own.
 */
export const arrowDown = 'M12 5v14M5 12l7 7 7-7';
export const arrowLeft = 'M19 12H5M11 5l-7 7 7 7';
export const arrowRight = 'M5 12h14M13 5l7 7-7 7';
export const arrowUp = 'M12 19V5M5 12l7-7 7 7';
export const archive = 'M4 5h16v4H4zM6 9v10h12V9M10 13h4';
export const bulb = 'M9 18h6M10 21h4M8.5 15a6 6 0 1 1 7 0c-.6.6-.8 1.2-.8 1.8h-5.4c0-.6-.2-1.2-.8-1.8z';
export const calendar = 'M5 6h14v14H5zM5 10h14M9 3v4M15 3v4';
export const check = 'M5 13l4 4L19 7';
export const checkCircle = 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM8 12.5l3 3 5-6';
export const chevronDown = 'M6 9l6 6 6-6';
export const chevronRight = 'M9 6l6 6-6 6';
export const clock = 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 7v5l3.5 2';
export const cloudOff = 'M4 4l16 16M8 8a5 5 0 0 0-1 10h9M10.5 6.3A5.5 5.5 0 0 1 17 10.5a3.8 3.8 0 0 1 3 6';
export const connect = 'M5 19L19 5M10 5h9v9';
export const contrast = 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 3v18M12 7h5M12 11h7M12 15h6';
export const copy = 'M9 9h11v11H9zM5 15H4V4h11v1';
export const cursor = 'M5 3l14 8-6 2-3 6z';
export const cross = 'M6 6l12 12M18 6L6 18';
export const door = 'M6 21V4h9v17M3 21h18M15 6h3v15M11.5 12.5v.5';
export const dots =
	'M6 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0zM13 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0zM20 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0z';
export const download = 'M12 4v11M7 11l5 5 5-5M5 20h14';
export const edit = 'M4 20l4-1L19 8l-3-3L5 16z';
export const eye =
	'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0z';
export const globe = 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18';
export const hand =
	'M8 13V5.5a1.5 1.5 0 0 1 3 0V11 4.5a1.5 1.5 0 0 1 3 0V11 6.5a1.5 1.5 0 0 1 3 0V15a6 6 0 0 1-6 6c-4 0-5-3-8-8 1-1.2 3-.2 5 2';
export const info = 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 11v5.5M12 7.5v.01';
export const key = 'M12 15a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM11 12l9-8M16 7.5l3 3';
export const leaf = 'M12 21V9M12 15c-5 0-7-3-7-7 4 0 7 2 7 7zM12 12c0-5 3-8 7-8 0 5-2 8-7 8z';
export const link =
	'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.6-5.6l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.6 5.6l1.2-1.2';
export const list = 'M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01';
export const lock = 'M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3';
export const unlock = 'M5 11h14v9H5zM8 11V8a4 4 0 0 1 7.8-1.2';
export const minus = 'M5 12h14';
export const moon = 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z';
export const note = 'M5 5h14v9l-5 5H5zM19 14h-5v5';
export const pause = 'M8 5v14M16 5v14';
export const people =
	'M12.5 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.4c2.2.8 3.5 2.8 3.5 5.6';
export const person = 'M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4.5 21c0-4.5 3.4-7 7.5-7s7.5 2.5 7.5 7';
export const play = 'M7 5l12 7-12 7z';
export const plus = 'M12 5v14M5 12h14';
export const printer = 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z';
export const problem = 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 7v6M12 16.5v.01';
export const redo = 'M15 14l5-5-5-5M20 9h-9a6 6 0 0 0 0 12h2';
export const screen = 'M3 5h18v11H3zM8 20h8M12 16v4';
export const search = 'M17 11a6 6 0 1 1-12 0 6 6 0 0 1 12 0zM15.5 15.5L20 20';
export const signOut = 'M10 4H5v16h5M10 12h10M16 8l4 4-4 4';
export const sun =
	'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4';
export const sync = 'M20 11a8 8 0 0 0-14.5-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 4L20 15M20 20v-5h-5';
export const trash = 'M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5';
export const tree =
	'M14.5 5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM8.5 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM20.5 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM12 7.5v4M12 11.5H6v4M12 11.5h6v4';
export const undo = 'M9 14L4 9l5-5M4 9h9a6 6 0 0 1 0 12h-2';
export const vote = 'M4 13h16v7H4zM8 13l3.5-8.5 6 2.5-2.5 6M11 9.5l1.5 1.5 2.5-2';
export const warning = 'M12 4L2.5 20h19zM12 10v4.5M12 17.3v.01';
