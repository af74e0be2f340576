/** Checks of the programs: Bun, both clients, and what the servers are started with. */
import { isAbsolute } from "node:path";
import { toStrings } from "../codex-config";
import { INSTALL, NAMES, OLDEST } from "../plan";
import { listServers, readPathOf } from "../processes";
import { findOnPath, isAtLeast, isExecutable, readVersion } from "../programs";
import { describeOrigin, findOrigin, type Side, toRuntime } from "../registration";
import { OLDEST_BUN } from "../runtime";
import { type CheckDeps, type Finding, fail, ok, SETUP, warn } from "./check";

const UPDATE = { claude: "claude update", codex: "codex update" } as const;

export function checkBun({ found }: CheckDeps): Finding {
  if (!isAtLeast(Bun.version, OLDEST_BUN)) return fail(`Bun ${Bun.version} is older than ${OLDEST_BUN}`, "bun upgrade");
  const { path, version, keepFrom } = found.runtime;
  if (keepFrom === null) return ok(`${version}, ${path}`);
  return ok(`${version}, ${keepFrom}; from there it may go again, so setup will keep it as ${path}`);
}

export function checkClient(side: Side, { found }: CheckDeps): Finding {
  const { program } = found[side];
  if (program === null) return warn(`\`${side}\` is not on your PATH`, INSTALL[side]);
  if (program.version === null) return warn(`${program.path} does not say its version`, `${side} --version`);
  if (!isAtLeast(program.version, OLDEST[side]))
    return warn(`${program.version} is older than ${OLDEST[side]}: messages reach it only when it looks`, UPDATE[side]);
  return ok(`${program.version}, ${program.path}`);
}

/**
 * The clients start the servers with their own PATH, which may lack Bun: only an absolute path
 * always works.
 */
export async function checkStart({ found }: CheckDeps): Promise<Finding> {
  const table = found.codex.table;
  const starts = [
    { side: "claude", command: found.claude.files?.user?.command, args: found.claude.files?.user?.args ?? [] },
    { side: "codex", command: table?.command, args: toStrings(table?.args) },
  ] as const;
  const known = starts.filter(
    (start): start is (typeof starts)[number] & { command: string } => typeof start.command === "string",
  );
  if (known.length === 0)
    return (found.claude.files?.plugins.length ?? 0) > 0
      ? ok("the plugin's launcher looks for Bun itself")
      : warn("nothing is registered yet", SETUP);
  for (const { side, ...start } of known) {
    const name = NAMES[side];
    const command = toRuntime(start);
    if (!isAbsolute(command)) {
      const there = findOnPath(command, found.places.path);
      const here = there
        ? `; it is ${there} in this shell, and may be missing where ${name} is started elsewhere`
        : " and is not even in this shell's";
      return warn(`${name} looks for "${command}" on its PATH${here}`, SETUP);
    }
    if (!isExecutable(command)) return fail(`${name} is to start ${command}, which is not there`, SETUP);
    const version = await readVersion(command, found.places.env);
    if (version === null || !isAtLeast(version, OLDEST_BUN))
      return fail(
        `${command} says "${version ?? "nothing"}" for its version; Bun ${OLDEST_BUN} or later is needed`,
        SETUP,
      );
  }
  const old = known.find(({ args }) => findOrigin({ args }, found.places.root) !== "this");
  if (old) return warn(`${NAMES[old.side]}'s entry is ${describeOrigin(old, found.places.root)}`, SETUP);
  return ok(`absolute paths: the servers need nothing of the clients' PATH (${known[0] && toRuntime(known[0])})`);
}

/**
 * For information: the servers are started by absolute paths and reach Codex through its parent or
 * its daemon.
 */
export async function checkPath({ found }: CheckDeps): Promise<Finding> {
  const list = (path: readonly string[]) =>
    (["bun", "claude", "codex"] as const).map((name) => `${name} ${findOnPath(name, path) ?? "nowhere"}`).join(", ");
  const running = (await listServers(found.places.root)).flatMap(({ pid }) => {
    const path = readPathOf(pid);
    return path ? [`process ${pid} finds ${list(path)}`] : [];
  });
  return ok([`started from this shell they find ${list(found.places.path)}`, ...running.slice(0, 3)].join("; "));
}

export function checkBuild({ found, plan }: CheckDeps): Finding {
  const missing = found.missingDependencies;
  if (missing.length > 0) return fail(`dependencies are missing: ${missing.join(", ")}`, SETUP);
  const registered = [found.claude.files?.user?.args, toStrings(found.codex.table?.args)].flatMap((args) => args ?? []);
  const usesBundle = registered.some((arg) => arg.startsWith(`${found.places.root}/dist/`));
  if (found.bundleIsFresh) return ok("dependencies installed, servers built from the present sources");
  if (usesBundle) return fail("the clients start servers that were built from other sources than those here", SETUP);
  return plan.steps.some(({ action }) => action.do === "bundle")
    ? warn("the servers are not built: they work and start more slowly", SETUP)
    : ok("dependencies installed; the sources are run as they are");
}
