/** A picture with hills and a sun. Apart from the icons that every page downloads. */
export const picture = 'M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 6M17 9.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0z';
