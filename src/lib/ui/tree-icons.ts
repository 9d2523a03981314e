/**
 * Icons of the objectives tree and of acts on several cards, drawn as those of `icons.ts`. Apart from them: pages that show no
 * tree share that file's download.
 */
export const objective = 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM15.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0z';
export const means = 'M3 20h5v-5h5v-5h5V5h3';
export const end = 'M6 21V4h12l-3 4 3 4H6';
export const actor = 'M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4.5 21c0-4.5 3.4-7 7.5-7s7.5 2.5 7.5 7';
export const merge = 'M5 4l7 8M19 4l-7 8M12 12v9M8.5 17.5L12 21l3.5-3.5';
export const split = 'M12 3v8M12 11l-6 8M12 11l6 8M6 14v5h5M18 14v5h-5';
export const group = 'M5 3h14v5H5zM12 8v4M5 16v-4h14v4M2.5 16h5v5h-5zM16.5 16h5v5h-5z';
