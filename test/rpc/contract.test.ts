/** The contract of `Bridge`, over /peer on a real socket: each agent is a process of its own. */
import { testBridge } from "../contract";
import { attachClaudeAgent, attachCodexAgent } from "../support/agents-in-process";
import { createDomain } from "../support/domain";
import { createPeerHost } from "../support/peers";

testBridge("over /peer", async () => {
  const domain = await createDomain();
  const host = createPeerHost(domain);
  const processes = () => domain.bridge.console.status().processes;
  return {
    domain,
    async claude(options) {
      const { claude } = processes();
      const agent = await attachClaudeAgent(host.client("claude"), options);
      await domain.until(() => processes().claude > claude);
      return agent;
    },
    async codex(options) {
      const { codex } = processes();
      const agent = await attachCodexAgent(host.client("codex"), options);
      await domain.until(() => processes().codex > codex);
      return agent;
    },
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await domain[Symbol.asyncDispose]();
    },
  };
});
