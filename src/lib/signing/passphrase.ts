/** Shorter ones are guessed from a file in an afternoon. */
export const SHORTEST_PASSPHRASE = 12;
