/** Whose process is at the other end: the system's tables, read right. */
import { describe, expect, test } from "bun:test";
import {
  createOwnerFinder,
  type Ends,
  findByLsof,
  findInSocketTable,
  readLsof,
  readSocketTable,
} from "../../src/http/connection-owner";

const ENDS: Ends = { clientAddress: "127.0.0.1", clientPort: 40_000, serverAddress: "127.0.0.1", serverPort: 8788 };
const HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

function toRow(local: string, remote: string, more: { state?: string; uid?: number; inode?: number } = {}): string {
  const { state = "01", uid = 1000, inode = 4711 } = more;
  return `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  ${uid}        0 ${inode} 1 0000 20 4 30 10 -1`;
}

// As a little-endian machine writes them.
describe("the socket table", () => {
  const [client, server] = ["0100007F:9C40", "0100007F:2254"];

  test("the client's row counts, and not the server's own", () => {
    const table = [HEAD, toRow(server, client, { uid: 7 }), toRow(client, server, { uid: 1001 })].join("\n");
    expect(readSocketTable(table, ENDS, false)).toBe(1001);
    expect(readSocketTable([HEAD, toRow(server, client)].join("\n"), ENDS, false)).toBeNull();
  });

  test("another address, another port, a listener: no row of this connection", () => {
    for (const [local, remote] of [
      ["0200007F:9C40", server],
      ["0100007F:9C41", server],
      [client, "0100007F:2255"],
      [client, "0200007F:2254"],
      [client, "00000000:0000"],
    ] as const)
      expect(readSocketTable([HEAD, toRow(local, remote)].join("\n"), ENDS, false)).toBeNull();
  });

  test("a socket that its process has closed shows user 0, which is nobody's", () => {
    expect(readSocketTable(toRow(client, server, { uid: 0, inode: 0 }), ENDS, false)).toBeNull();
    for (const state of ["06", "05", "08", "04"])
      expect(readSocketTable(toRow(client, server, { state }), ENDS, false)).toBeNull();
  });

  test("IPv6, and IPv4 through an IPv6 socket", () => {
    const six = { ...ENDS, clientAddress: "::1", serverAddress: "::1" };
    const loopback = "00000000000000000000000001000000";
    expect(readSocketTable(toRow(`${loopback}:9C40`, `${loopback}:2254`, { uid: 5 }), six, true)).toBe(5);
    const mapped = "0000000000000000FFFF00000100007F";
    expect(readSocketTable(toRow(`${mapped}:9C40`, `${mapped}:2254`, { uid: 6 }), ENDS, true)).toBe(6);
  });

  test("garbage is nobody's", () => {
    for (const table of ["", HEAD, "x", `   0: ${client} ${server} 01`, toRow(client, server).replace("1000", "root")])
      expect(readSocketTable(table, ENDS, false)).toBeNull();
  });
});

test("lsof's fields: the user of the process that has the connection at its own end", () => {
  const output =
    "p10\nu501\nf5\nn127.0.0.1:8788->127.0.0.1:40000\np20\nu502\nf7\nn127.0.0.1:40000->127.0.0.1:8788\nf8\nn[::1]:40000->[::1]:8788\np30\nn127.0.0.1:1->127.0.0.1:2\n";
  expect(readLsof(output, "127.0.0.1:40000->127.0.0.1:8788")).toBe(502);
  expect(readLsof(output, "[::1]:40000->[::1]:8788")).toBe(502);
  // A process whose user lsof does not give is not the one before it.
  expect(readLsof(output, "127.0.0.1:1->127.0.0.1:2")).toBeNull();
  expect(readLsof("", "127.0.0.1:40000->127.0.0.1:8788")).toBeNull();
});

test("on a system with neither, nobody is known", async () => {
  expect(await createOwnerFinder("win32")(ENDS)).toBeNull();
});

describe("a real connection is this user's", () => {
  const finders = [
    ...(process.platform === "linux" ? [["the socket table", findInSocketTable] as const] : []),
    ...(Bun.which("lsof") ? [["lsof", findByLsof] as const] : []),
  ];
  for (const [name, find] of finders) {
    for (const hostname of ["127.0.0.1", "::1"]) {
      test(`by ${name}, over ${hostname}`, async () => {
        const server = Bun.serve({
          hostname,
          port: 0,
          async fetch(request, own) {
            const client = own.requestIP(request);
            const ends = { serverAddress: hostname, serverPort: own.port ?? 0 };
            return Response.json(
              await find({ ...ends, clientAddress: client?.address ?? "", clientPort: client?.port ?? 0 }),
            );
          },
        });
        try {
          expect(await (await fetch(server.url)).json()).toBe(process.getuid?.());
        } finally {
          await server.stop(true);
        }
      });
    }
  }
});
