// What the parser of video.js makes of playlists: node playlists.js FILE... prints a JSON array, for each
// file what tests compare.
const fs = require('fs');
const {Parser} = require('m3u8-parser');

const range = (r) => (r ? [r.length, r.offset] : null);

const segment = (s) => ({
  uri: s.uri,
  duration_ms: Math.round(s.duration * 1000),
  discontinuity_sequence: s.timeline,
  discontinuity: Boolean(s.discontinuity),
  range: range(s.byterange),
  key: s.key ? s.key.uri : null,
  map: s.map ? s.map.uri : null,
  date_ms: s.dateTimeString ? Date.parse(s.dateTimeString) : null,
  parts: (s.parts || []).length,
});

const variant = (p) => ({
  uri: p.uri,
  bandwidth: p.attributes.BANDWIDTH,
  width: p.attributes.RESOLUTION ? p.attributes.RESOLUTION.width : 0,
  codecs: p.attributes.CODECS || '',
  audio: p.attributes.AUDIO || '',
});

const opinions = process.argv.slice(2).map((file) => {
  const parser = new Parser();
  parser.push(fs.readFileSync(file, 'utf8'));
  parser.end();
  const m = parser.manifest;
  if (m.playlists && m.playlists.length) {
    return {variants: m.playlists.map(variant), audio: Object.keys(m.mediaGroups.AUDIO)};
  }
  return {
    version: m.version || 1,
    target_duration: m.targetDuration,
    media_sequence: m.mediaSequence,
    end_list: Boolean(m.endList),
    // A segment without URI is the one whose parts are still to come.
    segments: m.segments.filter((s) => s.uri).map(segment),
  };
});
console.log(JSON.stringify(opinions));
