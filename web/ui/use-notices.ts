/** Desktop notifications: asked for by a button, never before. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { keep, recall } from "../state/storage";

const KEPT = "notify";
const CHANGED = "codex-bridge:notices";

export type NoticeState = "missing" | "off" | "on" | "blocked";

export function noticeState(): NoticeState {
  if (!("Notification" in window)) return "missing";
  if (Notification.permission === "denied") return "blocked";
  return Notification.permission === "granted" && recall(KEPT) === "on" ? "on" : "off";
}

/** The state, and the button's work: asks the browser, which asks the human. */
export function useNotices(): { state: NoticeState; toggle(): Promise<void> } {
  const [state, setState] = useState(noticeState);
  useEffect(() => {
    const update = () => setState(noticeState());
    window.addEventListener(CHANGED, update);
    return () => window.removeEventListener(CHANGED, update);
  }, []);
  const toggle = useCallback(async () => {
    const wanted = noticeState() !== "on";
    if (wanted) await Notification.requestPermission();
    keep(KEPT, wanted ? "on" : "");
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return { state, toggle };
}

/**
 * Shows one, where the human wants them; a click brings the page back and goes to `address`. The
 * same tag shows once.
 */
export function notify(title: string, body: string, tag: string, address: string): void {
  if (noticeState() !== "on") return;
  let notice: Notification;
  try {
    notice = new Notification(title, { body, tag });
  } catch {
    // Browsers on phones take them from service workers alone; the title tells it there.
    return;
  }
  notice.onclick = () => {
    window.focus();
    location.hash = address;
    notice.close();
  };
}
