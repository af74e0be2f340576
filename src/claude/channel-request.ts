/**
 * Whether Claude Code was asked to listen to a channel: its own arguments say so, nothing else
 * does.
 */

const FLAGS = ["--channels", "--dangerously-load-development-channels"];

/**
 * How a server was registered: Claude Code names the channel `server:NAME` or
 * `plugin:NAME@MARKETPLACE` accordingly.
 */
export type Registration = "server" | "plugin";

/**
 * True where the arguments of a client ask for a channel of this kind, false where they do not;
 * undefined where they are not known. A flag whose words are of neither kind counts.
 */
export function asksForChannel(
  args: readonly string[] | null,
  registration: Registration = "server",
): boolean | undefined {
  return args?.some((arg, at) => {
    const flag = FLAGS.find((own) => arg === own || arg.startsWith(`${own}=`));
    if (flag === undefined) return false;
    const words = arg === flag ? toValues(args.slice(at + 1)) : [arg.slice(flag.length + 1)];
    const kinds = words.map((word) => word.slice(0, word.indexOf(":") + 1));
    return kinds.includes(`${registration}:`) || !kinds.some((kind) => kind === "server:" || kind === "plugin:");
  });
}

/** The flag takes words up to the next flag. */
function toValues(rest: readonly string[]): string[] {
  const end = rest.findIndex((arg) => arg.startsWith("-"));
  return end < 0 ? [...rest] : rest.slice(0, end);
}
