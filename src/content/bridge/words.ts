// Event types on the way between the two scripts of a frame. No page hears them.

/** Isolated to page world, on the window, once: here is the node. */
export const HELLO = 'hello';
/** Page world to isolated: a call, as JSON with an id. Answers have the id as their type. */
export const CALL = 'call';
/** After an id, page world to isolated: the call is over; `true` or `false`: as the browser's own method has it. */
export const END = '!';
