/** The contract of `Bridge`, in one process. */
import { testBridge } from "../contract";
import { createDomain } from "../support/domain";

testBridge("in one process", async () => {
  const domain = await createDomain();
  return { ...domain, domain };
});
