// Starts one server of node_modules on a free port of loopback, prints the port, and ends with its parent: when its input ends.
// Usage: node serve.cjs dynalite | s3rver FOLDER BUCKET...
'use strict';

const [kind, folder, ...buckets] = process.argv.slice(2);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

const started = (port) => console.log(`listening ${port}`);
if (kind === 'dynalite') {
  const server = require('dynalite')({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1', () => started(server.address().port));
} else if (kind === 's3rver') {
  const S3rver = require('s3rver');
  const server = new S3rver({
    address: '127.0.0.1', port: 0, silent: true, directory: folder, resetOnClose: false,
    configureBuckets: buckets.map((name) => ({ name })),
  });
  server.run((error, address) => {
    if (error) throw error;
    started(address.port);
  });
} else {
  throw new Error(`no such server: ${kind}`);
}
