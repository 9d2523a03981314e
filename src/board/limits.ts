import { TEXT_LIMITS } from '#domain/texts.ts';

/**
 * What one client writes at most, and what a reader takes at most. Two people who type at once can pass the first limit
 * together without fault, so the second is wider; beyond it a record is set aside (F27).
 */

/** UTF-16 units on one card: some 300 words, more than fits a card that others will read aloud. */
export const CARD_TEXT_MAX = 2_000;
export const CARD_TEXT_READ_MAX = 4 * CARD_TEXT_MAX;

/** UTF-16 units of the line that names a card's source: a web address and a title. */
export const SOURCE_MAX = 500;
/** UTF-16 units of the line that names the norm behind a solution. */
export const NORM_MAX = 300;

/** UTF-16 units in one field of a draft: some six printed pages. */
export const FIELD_TEXT_MAX = TEXT_LIMITS.field;
export const FIELD_TEXT_READ_MAX = 4 * FIELD_TEXT_MAX;

/** UTF-16 units in one text of an indicator. */
export const INDICATOR_TEXT_MAX = 1_000;
export const INDICATOR_TEXT_READ_MAX = 4 * INDICATOR_TEXT_MAX;

/** Indicators of one draft: more than anyone follows up. */
export const INDICATORS_MAX = 50;
/** Lines of action of one draft: more than a term has months. */
export const MILESTONES_MAX = 60;

/** Page units from the origin. SVG and canvas count in 32-bit floats, which are exact to a unit up to 16 million. */
export const COORDINATE_MAX = 1_000_000;

/** Page units: smaller can't be hit with a finger, larger covers the board. */
export const SIZE_MIN = 40;
export const SIZE_MAX = 4_000;

/** Cards of one board, gone ones included. Canvas and list are measured at 2,000. */
export const CARDS_MAX = 5_000;
/** Records under one root of a document, of any kind, that the server takes. */
export const RECORDS_READ_MAX = 2 * CARDS_MAX;

/** UTF-16 units of a drawing's JSON: a long freehand line is some 20,000. */
export const DRAWING_BODY_MAX = 200_000;

/** Characters of a fractional index; keys grow by about one per sixty insertions at one place. */
export const ORDER_KEY_MAX = 100;

/** UTF-16 units of the words that describe an image: two long sentences. */
export const IMAGE_ALT_MAX = 300;

/** Bytes of one image, as sent; a phone's photo is made smaller before it leaves the phone. */
export const IMAGE_BYTES_MAX = 5 * 1024 * 1024;
/** Pixels of one image: unpacked they take four bytes each on everybody's phone. */
export const IMAGE_PIXELS_MAX = 25_000_000;
/** Images and bytes that one table keeps, those taken off its board included. */
export const TABLE_IMAGES_MAX = 500;
export const TABLE_IMAGE_BYTES_MAX = 200 * 1024 * 1024;
/** Of one person at one table: so that nobody alone fills it. */
export const PERSON_IMAGES_MAX = 100;
export const PERSON_IMAGE_BYTES_MAX = 50 * 1024 * 1024;
