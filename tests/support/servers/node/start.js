'use strict';
// Starts node-media-server on free ports of the loopback and prints them. It cannot do so by itself: it takes port 0
// for "not set", and listens on all interfaces.
const net = require('net');

const rtmpPort = 1935;
const httpPort = 8000;
const found = {};
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (asked, ...rest) {
  this.once('listening', () => {
    found[asked] = this.address().port;
    if (found[rtmpPort] && found[httpPort]) {
      console.log(`listening rtmp=${found[rtmpPort]} http=${found[httpPort]}`);
    }
  });
  return listen.call(this, { host: '127.0.0.1', port: 0 }, ...rest);
};

const NodeMediaServer = require('node-media-server');
new NodeMediaServer({
  logType: 2,
  rtmp: { port: rtmpPort, chunk_size: 60000, gop_cache: true, ping: 30, ping_timeout: 60 },
  http: { port: httpPort, allow_origin: '*', api: false, mediaroot: process.cwd() },
}).run();
