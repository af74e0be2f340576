/** A terminal's colours as spans with classes. A script of its own, fetched when code has some. */
import anser from "anser";

/** HTML of a text with escape sequences; what is no colour in them is left out. */
export function toColouredHtml(text: string): string {
  return anser.ansiToHtml(anser.escapeForHtml(text), { use_classes: true });
}
