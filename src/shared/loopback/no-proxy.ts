/** Loopback is never proxied, by this process or by one that it starts. */

const LOOPBACK = ["127.0.0.1", "localhost", "::1", "[::1]"];

type Env = Record<string, string | undefined>;

/**
 * Adds loopback to the hosts that no proxy is used for. An entry file calls it first, with its own
 * environment, which Bun reads at each request. Programs differ in which of the two names they
 * read; so both get the same list.
 */
export function exemptLoopback(env: Env): void {
  const listed = `${env.no_proxy ?? ""},${env.NO_PROXY ?? ""}`.split(",").map((host) => host.trim());
  const hosts = [...new Set([...listed.filter(Boolean), ...LOOPBACK])].join(",");
  env.no_proxy = hosts;
  env.NO_PROXY = hosts;
}
