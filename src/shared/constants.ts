/**
 * What all parts of the program take for granted: names, limits and words that cross processes.
 * Loads no package.
 */

/**
 * Number of the /peer protocol; a peer with another number is told so and nothing else is
 * exchanged.
 */
export const PROTOCOL_VERSION = 3;

/** Largest text of one message, in UTF-8 bytes. */
export const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/** Largest JSON frame or line: JSON may escape one byte of text as six characters. */
export const MAX_FRAME_BYTES = 8 * MAX_TEXT_BYTES;

/**
 * Longest text that lists and live events carry, in characters; longer ones are cut there and
 * fetched on demand.
 */
export const PAGE_TEXT_CHARS = 64 * 1024;

/** The receiver that stands for whoever watches the page. */
export const USER = "user";

/** What stands for the client's name where a script asks, over the HTTP API. */
export const SCRIPT = "script";

/** Files of one message. */
export const MAX_ATTACHMENTS = 20;
