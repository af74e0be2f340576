/** What parts of the page ask of the page as a whole. */
import { createContext } from "preact";
import type { MessageView } from "../../src/shared/views";
import type { SessionKind } from "../../src/shared/vocabulary";

/** What the details panel tells of. */
export type Subject = { of: "message" | "session"; id: string } | { of: "bridge" };

/** To whom the composer writes; `session` only where the human means a certain one. */
export type Aim = { to: SessionKind | "both"; session?: string };

export type Shell = {
  /** Opens the details of something, or closes them (null). */
  show(subject: Subject | null): void;
  /** Points the composer at somebody and puts the cursor into it. */
  write(aim: Aim): void;
  /** Called when somebody wants to write; what it returns ends that. */
  onWrite(focus: () => void): () => void;
};

export const ShellContext = createContext<Shell>({ show: () => {}, write: () => {}, onWrite: () => () => {} });

/** Whom to write to about a message: who wrote it, or else who got the human's own words. */
export function aimOf({ sender, deliveries }: MessageView, kindOf: (session: string) => SessionKind | undefined): Aim {
  if (sender.kind !== "user")
    return { to: sender.kind, ...(sender.session === null ? {} : { session: sender.session }) };
  if (deliveries.length > 1) return { to: "both" };
  const receiver = deliveries[0]?.receiver ?? "";
  return { to: kindOf(receiver) ?? "claude", session: receiver };
}
