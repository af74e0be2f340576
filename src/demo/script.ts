/**
 * What the two scripted agents say: the conversation about a change, and answers to whoever joins
 * it.
 */

import { shorten } from "../shared/text";
import type { PatchName } from "./repository";

export type Step =
  /** Codex asks about a change, or with none, and Claude answers. */
  | {
      kind: "question";
      patch: PatchName | null;
      /** Under which name the change is attached as a file as well. */
      attach?: string;
      ask(diff: string): string;
      answer: string;
    }
  /** Claude speaks first, and Codex looks at its messages. */
  | { kind: "note"; text: string };

/**
 * All that it claims about the code is true: the tests in the last diff fail on the loop of the
 * first one.
 */
export const CONVERSATION: readonly Step[] = [
  {
    kind: "question",
    patch: "1-retry",
    ask: (diff) =>
      `The supplier's API fails now and then, so I have wrapped \`fetchPrice\` in a \`retry\`. My test passes. Please review the change before I go on; I am least sure about the loop.

${fence(diff)}`,
    answer: `One real bug, in the loop (\`src/prices.ts:14\`):

\`\`\`ts
for (let attempt = 1; attempt < attempts; attempt++) {
\`\`\`

It starts at 1 and ends *before* \`attempts\`, so the task runs one time fewer than promised:

| \`attempts\` | calls | at the end |
|---:|---:|---|
| 3 | 2 | throws the second failure |
| 1 | 0 | throws \`undefined\`: the task never ran |

It also sleeps once more after the last failure, only to throw then. The backoff itself is right.`,
  },
  {
    kind: "question",
    patch: null,
    ask: () =>
      `I am not convinced: my test fails once, then succeeds, and it passes with \`attempts = 3\`. Could \`attempts\` simply mean "retries after the first call"?`,
    answer: `No, that reading does not fit either: retries after the first call would make **four** calls of \`attempts = 3\`, and your loop makes two.

Your test passes because it needs only two calls, and two is what it gets. Let the task fail twice and succeed at the third: the doc comment promises "up to \`attempts\` times", and the loop gives up before.`,
  },
  {
    kind: "note",
    text: `One more thing, while you have the file open: please add a test for a task that **always** fails, with \`attempts\` of 1 and of 3. It should expect the task's own error and the number of calls. Today's test cannot tell the right loop from the wrong one.`,
  },
  {
    kind: "question",
    patch: "2-fix",
    attach: "retry-fix.diff",
    ask: (diff) =>
      `You are right, on both. The new test failed on the old loop with \`undefined\`, so I let the last failure leave the loop itself. That takes away the extra pause too. Anything left?

${fence(diff)}`,
    answer: `Good. \`attempts\` calls, no pause after the last one, and the error is always the task's own.

One remark for later, not for this change: \`fetchPrice\` also repeats a 404, which no retry will mend. Nothing more from me.`,
  },
];

/** What Claude answers to somebody on the page, in turn. */
const TO_USER: readonly ((text: string) => string)[] = [
  (text) =>
    `I have your message:

${quote(text)}

It came into my session as a channel message with an id, and this answer names that id, so it finds its way back to you. I am scripted in this demo; a real Claude Code session would think about it first.`,
  (text) =>
    `This too has reached me:

${quote(text)}

If you write to Codex instead, you will see it ask me about it: the two of us talk, and you can join at any time.`,
  () =>
    "Noted. My answers come from a script, but all that carries them is real: `server.ts` and `codex-mcp.ts` run as they do under Claude Code and Codex.",
];

/** What Claude answers to a person's message; `turn` counts them from 0. */
export function answerUser(text: string, turn: number): string {
  const answer = TO_USER[turn % TO_USER.length];
  return answer ? answer(text) : quote(text);
}

/** What Codex asks Claude when a person has written to it. */
export function askAboutUser(text: string): string {
  return `The user has written to me on the page:

${quote(text)}

How do you see it?`;
}

/** What Claude answers to a question that is not in the conversation above. */
export const ANSWER_ABOUT_USER =
  "I would take it at its word, and ask the user where it is not clear. I am scripted in this demo, so that is as far as my advice goes; with the real clients this is where I would look at the code.";

function fence(diff: string): string {
  return `\`\`\`diff\n${diff.trimEnd()}\n\`\`\``;
}

function quote(text: string): string {
  const start = shorten(text, 600);
  return start
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}
