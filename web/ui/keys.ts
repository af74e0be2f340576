/** The page's keys, as the help lists them; use-keys.ts gives them their work. */
export const KEYS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["/"], does: "Search" },
  { keys: ["j", "k"], does: "Next and previous message" },
  { keys: ["o"], does: "Fold or unfold the message" },
  { keys: ["r"], does: "Write to whoever wrote the message" },
  { keys: ["i"], does: "Details of the message" },
  { keys: ["u"], does: "Mark the message and what follows as unread" },
  { keys: ["Shift", "u"], does: "Mark the conversation as read" },
  { keys: ["n"], does: "Next conversation with something unread" },
  { keys: ["g"], does: "Go to the conversations" },
  { keys: ["p"], does: "Pause, or resume" },
  { keys: ["."], does: "Let the oldest held message through" },
  { keys: ["?"], does: "This list" },
  { keys: ["Esc"], does: "Close what is open, or leave the text" },
  { keys: ["Enter"], does: "Send what you wrote" },
  { keys: ["Shift", "Enter"], does: "Break the line" },
];
