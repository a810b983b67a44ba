/* vex/event.h - what flows from a probe through the analyzers to the sinks.
 *
 * Every event starts with vex_event. Later versions append fields and types, nothing else: readers
 * skip the types they do not know.
 */
#ifndef VEX_EVENT_H
#define VEX_EVENT_H

#include "abi.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct vex_metric vex_metric;
typedef struct vex_rule vex_rule;

enum {
  VEX_EVENT_RUN_BEGIN = 1,         /* host    -> analyzers */
  VEX_EVENT_PHASE = 2,             /* probe, host -> analyzers */
  VEX_EVENT_FORMAT = 3,            /* probe   -> analyzers */
  VEX_EVENT_TRACK = 4,             /* probe   -> analyzers */
  VEX_EVENT_PACKET = 5,            /* probe   -> analyzers */
  VEX_EVENT_WINDOW = 6,            /* host    -> analyzers */
  VEX_EVENT_TRANSPORT = 7,         /* host    -> analyzers */
  VEX_EVENT_METRIC = 8,            /* probe, analyzer -> analyzers behind it, snapshot */
  VEX_EVENT_FINDING = 9,           /* probe, analyzer -> host */
  VEX_EVENT_FINDING_CHANGE = 10,   /* host    -> analyzers, sinks */
  VEX_EVENT_STATE = 11,            /* host    -> analyzers, sinks */
  VEX_EVENT_HEALTH = 12,           /* analyzer -> analyzers behind it, snapshot, sinks */
  VEX_EVENT_RUN_END = 13,          /* host    -> analyzers, sinks */
  VEX_EVENT_RECEPTION = 14,        /* probe   -> analyzers */
  VEX_EVENT_CLOCK_REFERENCE = 15,  /* probe  -> analyzers */
  VEX_EVENT_TRANSPORT_STREAM = 16, /* probe -> analyzers */
  VEX_EVENT_PLAYLIST = 17,         /* probe -> analyzers */
  VEX_EVENT_SEGMENT = 18           /* probe -> analyzers */
};

/* The bit of an event type in a mask. */
#define VEX_WANTS(type) (UINT64_C(1) << (type))

typedef struct vex_event {
  uint32_t size; /* bytes of the whole struct, as its author compiled it */
  uint32_t type; /* VEX_EVENT_* */
  vex_time time; /* when it happened; the host fills in 0 */
} vex_event;

enum {
  VEX_MODE_CONTINUOUS = 1, /* the probe stays on the stream */
  VEX_MODE_SAMPLED = 2,    /* the run ends after the sample's duration of media */
  VEX_MODE_OFFLINE = 3     /* a file: read as fast as it can be, arrival times mean nothing */
};

/* A run begins: the first event of every run. */
typedef struct vex_event_run_begin {
  vex_event head;
  uint64_t run;        /* 1 for the stream's first run */
  uint64_t reconnects; /* runs that followed the end of another, so far */
  uint32_t mode;       /* VEX_MODE_* */
  uint32_t reserved;
} vex_event_run_begin;

enum {
  VEX_PHASE_RESOLVE = 1,
  VEX_PHASE_CONNECT = 2,
  VEX_PHASE_TLS = 3,
  VEX_PHASE_HANDSHAKE = 4, /* of RTMP, of WebSocket */
  VEX_PHASE_REQUEST = 5,   /* to HTTP's response headers, RTMP's play reply, RTSP's PLAY reply */
  VEX_PHASE_FIRST_BYTE = 6,
  VEX_PHASE_FIRST_MEDIA = 7,
  VEX_PHASE_FIRST_KEYFRAME = 8
};

/* A phase of the run's start is over. The host emits all but HANDSHAKE, and REQUEST outside HTTP,
 * which the probe marks; the host alone measures. A redirect repeats phases: their lengths add up.
 * A probe that does its own input and output (vex.own_io/1) marks what it can tell apart. */
typedef struct vex_event_phase {
  vex_event head;
  uint32_t phase; /* VEX_PHASE_* */
  uint32_t reserved;
  vex_nanos duration; /* since the end of the phase before; a probe leaves 0 */
} vex_event_phase;

/* How the stream is carried: "http-flv" and "flv", "rtmp" and "flv". Once per run, and again where
 * it turns out otherwise. */
typedef struct vex_event_format {
  vex_event head;
  vex_str protocol;
  vex_str container;
  uint32_t live; /* VEX_NO: finite, sent as fast as it goes, so that arrival times mean nothing */
  uint32_t reserved;
  vex_nanos segment_duration; /* the longest of the segments that it comes in, so that arrival says
                                 nothing about the pace within one; 0: it is sent as it is made.
                                 Check VEX_HAS: since the release of vex_event_segment */
} vex_event_format;

enum { VEX_TRACK_VIDEO = 1, VEX_TRACK_AUDIO = 2, VEX_TRACK_DATA = 3 };

/* A track was found or has changed. Texts and numbers that are not known are empty and 0. */
typedef struct vex_event_track {
  vex_event head;
  uint32_t id;          /* unique within the run */
  uint32_t kind;        /* VEX_TRACK_* */
  vex_str codec;        /* "h264", "hevc", "av1", "vp9", "aac", "mp3", "opus", "g711a", ... */
  vex_str profile;      /* "High", "Main 10", "LC" */
  vex_str level;        /* "4.1" */
  vex_str pixel_format; /* "yuv420p", "yuv420p10le" */
  uint32_t width;       /* pixels, cropping applied */
  uint32_t height;
  double nominal_framerate; /* hertz */
  uint32_t sample_rate;     /* hertz */
  uint32_t channels;
} vex_event_track;

enum {
  VEX_PACKET_KEY = 1u << 0,    /* a random access point */
  VEX_PACKET_CONFIG = 1u << 1, /* parameter sets, no media; not counted as a packet */
  VEX_PACKET_BURST = 1u << 2   /* set by the host: out of the server's GOP cache, so that its
                                  arrival says nothing about the stream's pace */
};

/* One access unit, emitted when its last byte has arrived. `head.time` is the kernel's arrival time
 * of the read that completed it: packets of one read share it, and only the last of them arrived
 * just then. */
typedef struct vex_event_packet {
  vex_event head;
  uint32_t track; /* vex_event_track.id */
  uint32_t flags; /* VEX_PACKET_*, or-ed; a probe leaves BURST alone */
  vex_nanos dts;  /* media time, unwrapped by the probe: may step back only if the source does */
  vex_nanos pts;
  uint64_t size;     /* bytes of elementary payload, container headers left out */
  vex_bytes payload; /* as deep as vex_run.payload asks for, else empty */
} vex_event_packet;

enum {
  VEX_WINDOW_FULL = 1,   /* its media time is over; the next one begins where it ends */
  VEX_WINDOW_SAMPLE = 2, /* the end of a sampled or offline run */
  VEX_WINDOW_BROKEN = 3  /* to be discarded: cut by a discontinuity or the end of the run, or what
                            came before the keyframe that opens a first window */
};

/* A measuring window is over: 10 s of media time unless configured otherwise, from keyframe to
 * keyframe when there are any, burst packets left out. Packets before this event and not marked
 * as burst belong to it; the packet behind it opens the next one. */
typedef struct vex_event_window {
  vex_event head;
  uint32_t cause; /* VEX_WINDOW_* */
  uint32_t reserved;
  vex_nanos begin_dts;
  vex_nanos end_dts;   /* the DTS that opens the next window; of the last frame's end in a SAMPLE */
  vex_time begin_time; /* arrival of the packet that opened it */
  vex_time end_time;
} vex_event_window;

/* The transport's own figures, once a second while a run is connected. */
typedef struct vex_event_transport {
  vex_event head;
  uint64_t received_bytes;            /* of this run, all connections, headers and TLS included */
  uint64_t tcp_retransmits;           /* segments this side sent again */
  vex_nanos rtt;                      /* smoothed round trip; negative: not known */
  int64_t certificate_expiry_seconds; /* UNIX time, earliest of the chain; 0: no TLS */
} vex_event_transport;

/* One value of a declared metric: a level for a gauge, an increment for a counter, 1 for an info.
 * A NaN takes the series away: what is not known is absent. */
typedef struct vex_event_metric {
  vex_event head;
  const vex_metric* metric; /* a row of the emitting plugin's table */
  double value;
  const vex_str* labels; /* one per label key of the row, in its order */
  size_t label_count;
} vex_event_metric;

enum { VEX_SEVERITY_INFO = 1, VEX_SEVERITY_WARNING = 2, VEX_SEVERITY_CRITICAL = 3 };
enum { VEX_FINDING_CLEAR = 1, VEX_FINDING_BROKEN = 2 };

/* Whether a rule is broken now: a level, not an edge. Emit it as often as you like; the host alone
 * makes pending, firing and resolved of it. */
typedef struct vex_event_finding {
  vex_event head;
  const vex_rule* rule; /* a row of the emitting plugin's table */
  uint32_t state;       /* VEX_FINDING_* */
  uint32_t reserved;
  double value; /* as measured, in the rule's unit; NaN where there is none */
  double limit; /* NaN where there is none */
  vex_str message;
  const vex_pair* evidence; /* at most 16 are kept */
  size_t evidence_count;
} vex_event_finding;

enum { VEX_CHANGE_PENDING = 1, VEX_CHANGE_FIRING = 2, VEX_CHANGE_RESOLVED = 3 };

/* A finding went from one state to another. */
typedef struct vex_event_finding_change {
  vex_event head;
  const vex_rule* rule;
  uint32_t change;   /* VEX_CHANGE_*; analyzers and sinks see FIRING and RESOLVED only */
  uint32_t severity; /* VEX_SEVERITY_*, after the configuration's overrides */
  vex_time since;    /* when the rule was first seen broken */
  double value;
  double limit;
  vex_str message;
  vex_str reproduce; /* a command that shows the same again */
  const vex_pair* evidence;
  size_t evidence_count;
} vex_event_finding_change;

/* Whether the stream is up, and why not. Emitted on every change, and to each analyzer right after
 * RUN_BEGIN. */
typedef struct vex_event_state {
  vex_event head;
  uint32_t up;     /* VEX_UNKNOWN (not measured), VEX_NO, VEX_YES */
  uint32_t reason; /* VEX_REASON_* while down, else 0 */
  vex_str sentence;
  vex_time since; /* when `up` took this value */
} vex_event_state;

enum { VEX_QUALITY_UNKNOWN = 0, VEX_QUALITY_POOR = 1, VEX_QUALITY_FAIR = 2, VEX_QUALITY_GOOD = 3 };

/* The judgement over a stream. */
typedef struct vex_event_health {
  vex_event head;
  uint32_t playable; /* VEX_UNKNOWN, VEX_NO, VEX_YES */
  uint32_t quality;  /* VEX_QUALITY_* */
  uint32_t healthy;  /* VEX_UNKNOWN, VEX_NO, VEX_YES */
  uint32_t reserved;
} vex_event_health;

/* The last event of a run. The STATE that follows from it comes first. */
typedef struct vex_event_run_end {
  vex_event head;
  vex_status status; /* VEX_OK: the sample or the file is complete */
  uint32_t reason;   /* VEX_REASON_* of a run that failed, else 0 */
  vex_str sentence;
} vex_event_run_end;

/* How the RTP packets of a track have arrived: totals of the run, about once a second (RFC 3550
 * A.1, A.3, A.8). A sequence number counts as lost once 64 later ones have been seen without it. */
typedef struct vex_event_reception {
  vex_event head;
  uint32_t track;          /* vex_event_track.id */
  uint32_t sender_reports; /* RTCP sender reports received */
  uint64_t expected;       /* sequence numbers from the first to the highest */
  uint64_t lost;
  uint64_t reordered;  /* came behind a higher sequence number */
  uint64_t duplicated; /* came again */
  vex_nanos jitter;    /* interarrival jitter; negative: not known */
} vex_event_reception;

enum {
  VEX_CLOCK_RTCP_SR = 1,           /* RFC 3550 6.4.1 */
  VEX_CLOCK_PROGRAM_DATE_TIME = 2, /* RFC 8216 4.3.2.6 */
  VEX_CLOCK_PRFT = 3               /* ISO/IEC 14496-12 8.16.5 */
};

/* What the sender's wall clock showed at a media time of a track. */
typedef struct vex_event_clock_reference {
  vex_event head;
  uint32_t track;       /* vex_event_track.id */
  uint32_t source;      /* VEX_CLOCK_* */
  vex_nanos media_time; /* on the time line of the track's packets */
  int64_t unix_time;    /* nanoseconds since 1970, by the sender's clock */
} vex_event_clock_reference;

/* What a count of vex_event_transport_stream says that its probe does not count. */
#define VEX_NOT_COUNTED UINT64_MAX

/* How an MPEG transport stream keeps its promises: totals of the run, about once a second. The
 * clauses are those of ETSI TR 101 290. Each count is VEX_NOT_COUNTED where the probe cannot tell.
 */
typedef struct vex_event_transport_stream {
  vex_event head;
  uint64_t packets;             /* of 188 bytes, null packets included */
  uint64_t sync_losses;         /* 5.2.1, 1.1 */
  uint64_t sync_byte_errors;    /* 5.2.1, 1.2 */
  uint64_t pat_errors;          /* 5.2.1, 1.3 */
  uint64_t continuity_errors;   /* 5.2.1, 1.4 */
  uint64_t pmt_errors;          /* 5.2.1, 1.5 */
  uint64_t pid_errors;          /* 5.2.1, 1.6 */
  uint64_t transport_errors;    /* 5.2.2, 2.1 */
  uint64_t crc_errors;          /* 5.2.2, 2.2 */
  uint64_t pcr_over_40_ms;      /* 5.2.2, 2.3a, in the editions up to 1.3.1 */
  uint64_t pcr_over_100_ms;     /* 5.2.2, 2.3a, since the edition 1.4.1 */
  uint64_t pcr_discontinuities; /* 5.2.2, 2.3b */
  uint64_t pts_errors;          /* 5.2.2, 2.5 */
} vex_event_transport_stream;

enum { VEX_PLAYLIST_MULTIVARIANT = 1, VEX_PLAYLIST_MEDIA = 2 };

enum {
  VEX_RENDITION_VARIANT = 1, /* EXT-X-STREAM-INF, or the only media playlist of the stream */
  VEX_RENDITION_AUDIO = 2,   /* EXT-X-MEDIA, by its TYPE */
  VEX_RENDITION_VIDEO = 3,
  VEX_RENDITION_SUBTITLES = 4,
  VEX_RENDITION_I_FRAMES = 5 /* EXT-X-I-FRAME-STREAM-INF */
};

/* The `entry` of a playlist that no multivariant playlist names. */
#define VEX_NO_ENTRY UINT32_MAX

/* A playlist was fetched (RFC 8216), or could not be. `head.time` is when its last byte had
 * arrived, or when the fetch failed. */
typedef struct vex_event_playlist {
  vex_event head;
  uint32_t rendition; /* unique within the run; 0: the multivariant playlist */
  uint32_t kind;      /* VEX_PLAYLIST_* that was expected; 0: the first fetch, either may come */
  uint32_t role;      /* VEX_RENDITION_*; 0 of the multivariant playlist */
  uint32_t entry; /* which tag of its role in the multivariant playlist names it, from 0: the first
                     of them, where several name the same URI; or VEX_NO_ENTRY */
  vex_str name;   /* fit for a label: "v0", "audio-en"; "multivariant" */
  vex_str url;    /* redacted */
  vex_time requested;
  uint32_t reason;              /* VEX_REASON_* of a fetch that failed, else 0 */
  uint32_t http_status;         /* 0: there was no answer */
  vex_str sentence;             /* of a fetch that failed */
  int64_t age_seconds;          /* the answer's Age header (RFC 9111 5.1); negative: none */
  int64_t asked_media_sequence; /* _HLS_msn of a blocking reload (rfc8216bis 6.2.5.2); negative:
                                   it was a plain request */
  int64_t asked_part;           /* _HLS_part; negative: none */
  uint32_t asked_skip;          /* VEX_YES: with _HLS_skip, a delta update was welcome */
  uint32_t unchanged; /* VEX_YES: 304, or the bytes of the fetch before: `text` is empty */
  vex_bytes text;     /* as delivered, a delta update not merged */
} vex_event_playlist;

enum {
  VEX_SEGMENT_WHOLE = 1, /* a media segment */
  VEX_SEGMENT_PART = 2,  /* EXT-X-PART */
  VEX_SEGMENT_MAP = 3,   /* EXT-X-MAP */
  VEX_SEGMENT_KEY = 4    /* EXT-X-KEY */
};

enum {
  VEX_ENCRYPTION_NONE = 1,
  VEX_ENCRYPTION_AES_128 = 2,
  VEX_ENCRYPTION_SAMPLE_AES = 3,
  VEX_ENCRYPTION_SAMPLE_AES_CTR = 4,
  VEX_ENCRYPTION_OTHER = 5
};

/* A media time that is not known. */
#define VEX_NO_TIME INT64_MIN

/* What a media playlist names was fetched, or could not be. `head.time` is when the last byte had
 * arrived, or when the fetch failed. Media times are those of the first video track, else of the
 * first audio track, by the source's own clock: unwrapped, discontinuities left in. They are known
 * only of media that was read and understood; their ends only where all of it was. */
typedef struct vex_event_segment {
  vex_event head;
  uint32_t rendition;      /* vex_event_playlist.rendition */
  uint32_t kind;           /* VEX_SEGMENT_* */
  uint64_t media_sequence; /* of a map or key: of the segment that needed it */
  uint64_t discontinuity_sequence;
  int64_t part;        /* its place in its segment, from 0; negative: not a part */
  uint32_t hinted;     /* VEX_YES: asked for after EXT-X-PRELOAD-HINT, before it was listed */
  uint32_t encryption; /* VEX_ENCRYPTION_* */
  vex_str uri;         /* as the playlist has it, query values masked */
  vex_time requested;
  vex_nanos response;   /* from the request to the head of the answer; negative: there was none */
  vex_nanos download;   /* from the request to the last byte read; negative: there was none */
  uint32_t reason;      /* VEX_REASON_* of a fetch that failed, else 0 */
  uint32_t http_status; /* 0: there was no answer */
  vex_str sentence;     /* of a fetch that failed */
  int64_t age_seconds;  /* the answer's Age header; negative: none */
  uint64_t bytes;       /* received */
  int64_t whole_bytes;  /* length of the whole resource; negative: not known */
  uint32_t whole;       /* VEX_NO: only its first bytes were asked for */
  uint32_t starts_with_tables;   /* PAT and PMT, or a movie box or map: VEX_UNKNOWN, _NO, _YES */
  uint32_t starts_with_keyframe; /* of the video */
  uint32_t frames;               /* of the track that the times below belong to */
  vex_nanos promised;            /* EXTINF, or DURATION of a part; 0 of maps and keys */
  vex_nanos begin_dts;           /* or VEX_NO_TIME */
  vex_nanos end_dts;             /* end of the last frame; or VEX_NO_TIME */
  vex_nanos begin_pts;           /* the earliest; or VEX_NO_TIME */
  vex_nanos end_pts;             /* end of the latest frame; or VEX_NO_TIME */
  vex_str codecs;                /* of the bitstreams, as CODECS has them (RFC 6381), separated by
                                    commas; empty: not known */
  uint32_t width;                /* of the video, in pixels; 0: not known */
  uint32_t height;
  double framerate; /* of the video, from its timestamps, in hertz; 0: not known */
} vex_event_segment;

#ifdef __cplusplus
}
#endif

#endif
