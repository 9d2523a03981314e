/** The card that an address ends in (`#card-<id>`), or null: so a code on paper opens one card of the list. */
export const cardInAddress = (hash: string): string | null => /^#card-([a-z2-7]{20})$/.exec(hash)?.[1] ?? null;
