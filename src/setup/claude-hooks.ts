/**
 * The hooks that Claude Code is to run, in its user's settings. The same as in the plugin's
 * hooks.json, which a test holds against the table below.
 */
import { existsSync } from "node:fs";
import * as z from "zod";
import { HOOK_TIMEOUT_SECONDS } from "../hooks/contract";
import { addToList, parseJson, remove } from "./json-edit";
import { findOrigin, type Origin, quoteWord, SERVER_NAME, splitWords, type Target } from "./registration";

/** Waits for messages, and wakes Claude when it ends with 2. */
const WAITER = { asyncRewake: true, timeout: HOOK_TIMEOUT_SECONDS };
/** Only reports what Claude is doing. */
const NOTE = { async: true, timeout: 10 };

const EVENTS = { SessionStart: WAITER, Stop: WAITER, UserPromptSubmit: NOTE, SessionEnd: NOTE } as const;

const Hook = z.looseObject({ type: z.string().optional(), command: z.string().optional() });
const Group = z.looseObject({ matcher: z.unknown().optional(), hooks: z.array(z.unknown()) });
/** `hooks` of a settings file; everything else in it is Claude Code's. */
const Hooks = z.record(z.string(), z.array(z.unknown()).catch([])).catch({});

/** The `hooks` of hooks.json and settings.json, by event, for one command. */
export function toHooks(command: string) {
  const entries = Object.entries(EVENTS).map(([event, options]) => [event, [toGroup(command, options)]] as const);
  return Object.fromEntries(entries);
}

function toGroup(command: string, options: object) {
  return { hooks: [{ type: "command", command, ...options }] };
}

/** The hooks' command for Claude's shell. The last word only marks the line as ours. */
export function toHookCommand({ command, script, env }: Target): string {
  const words = [command, script.hook, SERVER_NAME].map(quoteWord);
  return [...Object.entries(env).map(([name, value]) => `${name}=${quoteWord(value)}`), ...words].join(" ");
}

export interface OwnHook {
  event: string;
  /** Its position: the group in the event's list, and the hook in the group. */
  at: [number, number];
  command: string;
  origin: Exclude<Origin, "foreign">;
  /** The hook itself, and whether it runs at every such event. */
  hook: unknown;
  isPlain: boolean;
}

/** The bridge's hooks in a settings file, of any installation. */
export function findOwnHooks(settings: unknown, root: string): OwnHook[] {
  return Object.entries(Hooks.parse(settings)).flatMap(([event, groups]) =>
    groups.flatMap((given, i) => {
      const group = Group.safeParse(given).data;
      return (group?.hooks ?? []).flatMap((hook, j): OwnHook[] => {
        const command = Hook.safeParse(hook).data?.command;
        const origin = command === undefined ? "foreign" : findHookOrigin(command, root);
        if (command === undefined || origin === "foreign") return [];
        const isPlain = group?.hooks.length === 1 && [undefined, "", "*"].includes(group.matcher as undefined);
        return [{ event, at: [i, j], command, origin, hook, isPlain }];
      });
    }),
  );
}

/**
 * Whose command it is. A script that is gone could be any `hook.ts`; ours has the bridge's name
 * after it.
 */
function findHookOrigin(command: string, root: string): Origin {
  const words = splitWords(command);
  const at = words.findIndex((word) => /(^|[/\\])hook\.(ts|js)$/.test(word));
  const script = words[at];
  if (script === undefined) return "foreign";
  const isKnown = existsSync(script) || words[at + 1] === SERVER_NAME;
  return isKnown ? findOrigin({ args: [script] }, root) : "foreign";
}

/**
 * Whether a settings file has exactly the hooks of `command`, or none of ours where that is null.
 */
export function hasHooks(own: readonly OwnHook[], command: string | null): boolean {
  if (command === null) return own.length === 0;
  const wanted = Object.entries(EVENTS);
  return own.length === wanted.length && wanted.every(([event]) => own.some((hook) => isWanted(hook, event, command)));
}

function isWanted({ event, hook, isPlain }: OwnHook, wanted: string, command: string): boolean {
  const options: object | undefined = EVENTS[wanted as keyof typeof EVENTS];
  return event === wanted && isPlain && Bun.deepEquals(hook, { type: "command", command, ...options });
}

/** The `hooks` of a settings text. */
export function readHooks(text: string): unknown {
  return z.looseObject({ hooks: z.unknown().optional() }).safeParse(parseJson(text, "settings.json")).data?.hooks;
}

/** Replaces all hooks that `own` names by those of `command`, or by none where that is null. */
export function setHooks(text: string, own: readonly OwnHook[], command: string | null): string {
  const kept = own.filter((hook) => command !== null && isWanted(hook, hook.event, command));
  const without = removeHooks(
    text,
    own.filter((hook) => !kept.includes(hook)),
  );
  if (command === null) return without;
  const missing = Object.entries(EVENTS).filter(([event]) => !kept.some((hook) => hook.event === event));
  return missing.reduce(
    (now, [event, options]) => addToList(now, ["hooks", event], toGroup(command, options)),
    without,
  );
}

/** Removes hooks from a settings text, and the groups and lists that this leaves empty. */
export function removeHooks(text: string, own: readonly OwnHook[]): string {
  // From the end, so that the positions of the others stay valid.
  return own.toReversed().reduce((now, { event, at: [i, j] }) => {
    const all = Hooks.parse(readHooks(now));
    const groups = all[event] ?? [];
    const inGroup = Group.safeParse(groups[i]).data?.hooks.length ?? 0;
    if (inGroup > 1) return remove(now, ["hooks", event, i, "hooks", j]);
    if (groups.length > 1) return remove(now, ["hooks", event, i]);
    return remove(now, Object.keys(all).length > 1 ? ["hooks", event] : ["hooks"]);
  }, text);
}
