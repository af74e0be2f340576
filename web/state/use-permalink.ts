import { useEffect } from "preact/hooks";

/** `#m_…` is a message wherever it is, `#c_…/m_…` one in its conversation. */
const MESSAGE = /^#(?:(c_[^/]+)\/)?([mq]_[A-Za-z0-9_.:-]+)$/;

/** Goes to the message that the address names, now and whenever it names another. */
export function usePermalink(ready: boolean, go: (id: string, view?: string) => void): void {
  useEffect(() => {
    if (!ready) return;
    const follow = () => {
      const [, view, id] = MESSAGE.exec(location.hash) ?? [];
      if (id !== undefined) go(id, view);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [ready, go]);
}
