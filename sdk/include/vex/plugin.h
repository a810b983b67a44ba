/* vex/plugin.h - what a shared object exports: a NULL-terminated table of plugin descriptors.
 *
 * Every table below is a NULL-terminated array of pointers to rows. A row's address is its
 * identity: events point at their row, nothing is looked up by name. The structs of this header are
 * frozen for as long as the symbol is called vex_entry_v1.
 */
#ifndef VEX_PLUGIN_H
#define VEX_PLUGIN_H

#include "event.h"
#include "host.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  VEX_OPTION_BOOL = 1,     /* true, false, yes, no   -> vex_value.integer, 0 or 1 */
  VEX_OPTION_INTEGER = 2,  /* 42                     -> vex_value.integer */
  VEX_OPTION_NUMBER = 3,   /* 0.5                    -> vex_value.number */
  VEX_OPTION_SIZE = 4,     /* 64KiB, 4MB, 512        -> vex_value.integer, bytes */
  VEX_OPTION_DURATION = 5, /* 30, 30s, 500ms, 1m, 2h -> vex_value.integer, nanoseconds */
  VEX_OPTION_TEXT = 6,     /* any text               -> vex_value.text */
  VEX_OPTION_SECRET = 7,   /* text, never printed; also as <name>_file -> vex_value.text */
  VEX_OPTION_CHOICE = 8,   /* one of `choices`       -> vex_value.text */
  VEX_OPTION_LIST = 9,     /* [a, b]                 -> vex_value.list */
  VEX_OPTION_MAP = 10      /* {a: x, b: y}           -> vex_value.map */
};

/* An option, its texts written as in the configuration file. */
typedef struct vex_option {
  const char* name; /* [a-z][a-z0-9_]* */
  uint32_t type;    /* VEX_OPTION_* */
  uint32_t reserved;
  const char* fallback; /* NULL: the option is required */
  const char* min;      /* inclusive; NULL: no bound */
  const char* max;
  const char* const* choices; /* NULL-terminated, for VEX_OPTION_CHOICE; else NULL */
  const char* help;           /* one sentence */
} vex_option;

typedef struct vex_list {
  const vex_str* data;
  size_t size;
} vex_list;

typedef struct vex_map {
  const vex_pair* data;
  size_t size;
} vex_map;

typedef union vex_value {
  int64_t integer;
  double number;
  vex_str text;
  vex_list list;
  vex_map map;
} vex_value;

enum { VEX_METRIC_GAUGE = 1, VEX_METRIC_COUNTER = 2, VEX_METRIC_INFO = 3 };
enum { VEX_LABELS_MAX = 16 };

/* For the analyzers behind, the status page and the JSON interface; not exported as a series. */
enum { VEX_METRIC_INTERNAL = 1u << 0 };

/* A metric of a stream. Its full name is `video_stream_` + name + `_` + unit, and `_total` behind a
 * counter's, `_info` behind an info's. The labels project and id come with every stream. */
struct vex_metric {
  const char* name;
  uint32_t type;    /* VEX_METRIC_* */
  uint32_t flags;   /* VEX_METRIC_INTERNAL or 0 */
  const char* unit; /* a base unit: "seconds", "bytes", "ratio"; "" for a plain number */
  const char* help;
  const char* labels[VEX_LABELS_MAX]; /* further label keys; NULL behind the last */
};

/* A promise that a stream can break. Texts are written as in the configuration file. */
struct vex_rule {
  const char* id;    /* [a-z][a-z0-9_]*, unique among all plugins */
  uint32_t severity; /* VEX_SEVERITY_* */
  uint32_t reserved;
  const char* clause;      /* "RFC 8216 6.2.1"; "" where no specification says it */
  const char* help;        /* one sentence: what is broken */
  const char* unit;        /* of value and limit; "" for a plain number or none */
  const char* limit;       /* default limit; NULL: none, "off": off until configured */
  const char* hold;        /* for: how long it must be broken before it fires; "0s" */
  const char* keep_firing; /* how long it must be whole before it is resolved */
};

/* The live stream under watch. Holds no secret: those reach host services and vex_run alone. */
typedef struct vex_target {
  uint32_t size; /* see VEX_HAS */
  uint32_t port;
  vex_str project;
  vex_str id;
  vex_str name; /* {project}_{host}_{id}_{path}, unless configured */
  vex_str url;  /* redacted: user info removed, query values masked */
  vex_str scheme;
  vex_str host;
  const vex_pair* labels; /* the user's own */
  size_t label_count;
} vex_target;

typedef struct vex_plugin vex_plugin;

/* What a plugin is created with. */
typedef struct vex_setup {
  uint32_t size; /* see VEX_HAS */
  uint32_t reserved;
  const vex_value* values;  /* one per row of `options`, checked against it */
  const double* limits;     /* one per row of `rules`, in its unit; NaN: none, or the rule is off */
  const vex_target* target; /* the stream of a probe or analyzer; NULL for a sink */
  vex_str name;             /* of a sink's instance; empty for others */
} vex_setup;

enum {
  VEX_PAYLOAD_HEADERS = 1, /* no payload */
  VEX_PAYLOAD_PREFIX = 2,  /* the first 64 bytes of every access unit */
  VEX_PAYLOAD_WHOLE = 3
};

/* One run of a probe. */
typedef struct vex_run {
  uint32_t size;    /* see VEX_HAS */
  uint32_t payload; /* VEX_PAYLOAD_*: the deepest that an analyzer of the stream wants */
  const vex_target* target;
  vex_str url; /* as configured, secrets included: for the peer and for host services, never for a
                  log line, an error or an event */
} vex_run;

enum {
  VEX_PROBE_BLOCKS = 1u << 0,  /* run blocks: give it a thread of the pool */
  VEX_PROBE_FALLBACK = 1u << 1 /* claims only what no probe without this flag claims */
};

/* Watches one stream. Plain sequential code: host services suspend the fiber that it runs on. */
typedef struct vex_probe {
  const char* const* schemes;      /* NULL-terminated: the URL schemes that it can read */
  const char* const* path_endings; /* NULL-terminated: ".flv"; what it claims among them, all of
                                      them when the table is empty */
  uint32_t flags;                  /* VEX_PROBE_*, or-ed */
  uint32_t reserved;

  /* One run, from connecting to the end; called again for every further run. It returns VEX_OK when
   * the stream came to its own end. [run] */
  vex_status (*run)(void* self, const vex_run* run, vex_error* error);
} vex_probe;

enum {
  VEX_LIFETIME_RUN = 1,   /* a fresh instance for every run */
  VEX_LIFETIME_STREAM = 2 /* one instance for as long as the stream is watched */
};

/* Watches the events of one stream and emits its own. One that fails is switched off for its life,
 * which is logged. */
typedef struct vex_analyzer {
  uint64_t wants;    /* VEX_WANTS of the event types that on_event gets, or-ed */
  uint32_t payload;  /* VEX_PAYLOAD_* */
  uint32_t lifetime; /* VEX_LIFETIME_* */
  vex_status (*on_event)(void* self, const vex_event* event, vex_error* error); /* [strand] */

  /* Once a second, whether data comes or not, between runs too. NULL: not wanted. [strand] */
  vex_status (*on_tick)(void* self, vex_time now, vex_error* error);
} vex_analyzer;

/* A transition on its way out. */
typedef struct vex_record {
  uint32_t size; /* see VEX_HAS */
  uint32_t reserved;
  const vex_target* target;
  const vex_plugin* origin; /* who declared the metric or rule; NULL for the host */
  const vex_event* event;
  int64_t unix_time; /* nanoseconds since 1970, when it happened */
} vex_record;

enum { VEX_SINK_DURABLE = 1u << 0 };

/* Takes transitions of all streams out of the process: FINDING_CHANGE, STATE, HEALTH, RUN_END. */
typedef struct vex_sink {
  uint64_t wants; /* VEX_WANTS of the event types that consume gets, or-ed */
  uint32_t flags; /* VEX_SINK_DURABLE: reads from vex.outbox/1, consume is not called */
  uint32_t reserved;
  vex_status (*open)(void* self, vex_error* error); /* [sink-thread] */

  /* Records in the order of their happening, per stream. [sink-thread] */
  vex_status (*consume)(void* self, const vex_record* records, size_t count, vex_error* error);

  /* About once a second. NULL: not wanted. [sink-thread] */
  vex_status (*on_tick)(void* self, vex_time now, vex_error* error);

  vex_status (*flush)(void* self, vex_error* error); /* before close [sink-thread] */
  void (*close)(void* self); /* after an open that succeeded [sink-thread] */
} vex_sink;

/* Exactly one of probe, analyzer and sink is set: it is the plugin's kind. */
struct vex_plugin {
  const char* id;      /* [a-z][a-z0-9_]*, unique among all loaded plugins */
  const char* version; /* semantic version of the plugin */
  const char* summary; /* one sentence */
  const vex_option* const* options;
  const vex_metric* const* metrics;
  const vex_rule* const* rules;
  const char* const* after;    /* analyzers: ids of those that must run before this one */
  const char* const* services; /* ids of the services without which it cannot work */

  /* Probe, analyzer: [strand]. Sink: [startup]. */
  vex_status (*create)(const vex_host* host, const vex_setup* setup, void** self, vex_error* error);
  void (*destroy)(void* self); /* [strand], or [sink-thread] for a sink */

  const vex_probe* probe;
  const vex_analyzer* analyzer;
  const vex_sink* sink;
};

#define VEX_EXPORT __attribute__((visibility("default")))

/* The only symbol that a plugin exports. The major version is in its name. */
typedef const vex_plugin* const* vex_entry;
extern VEX_EXPORT const vex_entry vex_entry_v1;

#ifdef __cplusplus
}
#endif

#endif
