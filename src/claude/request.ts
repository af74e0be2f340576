/** Whether Claude Code was asked to listen to a channel: its own arguments say so, nothing else does. */

const FLAGS = ["--channels", "--dangerously-load-development-channels"];

/** True where the arguments of a client ask for a channel, false where they do not; undefined where they are not known. */
export function asksForChannel(args: readonly string[] | null): boolean | undefined {
  return args?.some((arg) => FLAGS.some((flag) => arg === flag || arg.startsWith(`${flag}=`)));
}
