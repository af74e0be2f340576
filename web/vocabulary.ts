/**
 * Values of src/protocol.ts that the page needs as well. It imports only types from there: the schemas would more than
 * double its script. A test compares them.
 */

/** The receiver that stands for whoever watches the page. */
export const USER = "user";

/** Why a delivery is held by the loop guard. */
export const HELD_BY_GUARD = "held by the loop guard";

/** Files of one message. */
export const MAX_ATTACHMENTS = 20;
