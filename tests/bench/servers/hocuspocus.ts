import { Server } from '@hocuspocus/server';

// Its defaults, without any extension: it keeps nothing on disk.
const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false });
await server.listen();
console.log(`listening on ${server.address.port}`);
process.on('SIGTERM', () => process.exit(0));
