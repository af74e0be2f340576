/** What people and scripts ask for: the page, its live view and the API. */
import { type AppDeps, buildApp } from "./app";
import { createPageSockets, PAGE_TOPIC, type PageSockets } from "./page-socket";

export interface SiteDeps extends Omit<AppDeps, "limits"> {
  limits: AppDeps["limits"] & { backlogBytes: number };
  /** Sends a frame to all sockets that listen to a topic. */
  publish(topic: string, frame: string): void;
}

export interface Site {
  fetch(request: Request): Promise<Response>;
  pages: PageSockets;
}

export function createSite(deps: SiteDeps): Site {
  const { bridge, clock, access, limits, publish } = deps;
  const app = buildApp(deps);
  return {
    fetch: async (request) => app.fetch(request),
    pages: createPageSockets({
      console: bridge.console,
      clock,
      get key() {
        return access.key;
      },
      backlogBytes: limits.backlogBytes,
      onFailure: () => void access.failures.note(),
      publish: (frame) => publish(PAGE_TOPIC, frame),
    }),
  };
}
