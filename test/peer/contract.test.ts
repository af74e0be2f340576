/** The contract of `Bridge`, over /peer on a real socket: each agent is a process of its own. */
import { testBridge } from "../contract";
import { createDomain } from "../support/domain";
import { createPeerHost } from "../support/peers";
import { seatClaude, seatCodex } from "../support/seats";

testBridge("over /peer", async () => {
  const domain = await createDomain();
  const host = createPeerHost(domain);
  const processes = () => domain.bridge.desk.status().processes;
  return {
    domain,
    async claude(options) {
      const { claude } = processes();
      const agent = await seatClaude(host.client("claude"), options);
      await domain.until(() => processes().claude > claude);
      return agent;
    },
    async codex(options) {
      const { codex } = processes();
      const agent = await seatCodex(host.client("codex"), options);
      await domain.until(() => processes().codex > codex);
      return agent;
    },
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await domain[Symbol.asyncDispose]();
    },
  };
});
