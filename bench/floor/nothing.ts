/** The floor of a start: what Bun itself takes until a program has written a line. */
console.log("ready");
