import { useCallback, useContext, useState } from "preact/hooks";
import type { MessageView } from "../../src/shared/views";
import { ApiContext } from "../state/contexts";

export type WholeText = {
  /** As much as the page has. */
  text: string;
  complete: boolean;
  /** The original text, fetched where the page has only its beginning. */
  load(): Promise<string>;
};

/**
 * Lists carry only the beginning of very long texts; the rest is fetched when somebody wants to
 * read or copy it.
 */
export function useWholeText({ id, text, textLength, editedAt }: MessageView): WholeText {
  const api = useContext(ApiContext);
  const [fetched, setFetched] = useState<{ text: string; editedAt: number | null } | null>(null);
  const complete = text.length >= textLength;
  const whole = complete ? text : fetched?.editedAt === editedAt ? fetched.text : null;
  const load = useCallback(async () => {
    if (whole !== null) return whole;
    const message = await api.message(id);
    setFetched({ text: message.text, editedAt: message.editedAt });
    return message.text;
  }, [api, id, whole]);
  return { text: whole ?? text, complete: whole !== null, load };
}
