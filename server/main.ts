/** The language server's process. */
import { startServer } from './start.ts';

if (!startServer(process.argv.slice(2))) {
  console.error('archlint-server: say how the client talks to it: --stdio, --node-ipc, --socket=PORT or --pipe=NAME.');
  process.exitCode = 2;
}
