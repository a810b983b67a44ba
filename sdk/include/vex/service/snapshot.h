/* vex/service/snapshot.h - the present state of all streams, immutable. For sinks. */
#ifndef VEX_SERVICE_SNAPSHOT_H
#define VEX_SERVICE_SNAPSHOT_H

#include "../plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_SNAPSHOT "vex.snapshot/1"

/* What a series is. Its value stands at the same index of a `values` array. */
typedef struct vex_series {
  const vex_metric* metric;
  const vex_plugin* origin; /* NULL for the host */
  const vex_str* labels;    /* one per label key of the metric */
} vex_series;

typedef struct vex_finding_snapshot {
  const vex_event_finding_change* change; /* PENDING or FIRING */
  const vex_plugin* origin;               /* NULL for the host */
} vex_finding_snapshot;

typedef struct vex_stream_snapshot {
  uint32_t size; /* see VEX_HAS */
  uint32_t up;   /* VEX_UNKNOWN, VEX_NO, VEX_YES */
  const vex_target* target;
  uint32_t reason; /* VEX_REASON_* while down */
  uint32_t mode;   /* VEX_MODE_* */
  vex_str sentence;
  vex_time since;                       /* when `up` took this value */
  const vex_event_format* format;       /* NULL: not known */
  const vex_event_health* health;       /* NULL: not known */
  const vex_event_track* const* tracks; /* of the running or last run */
  size_t track_count;
  const vex_series* series;
  const double* values;
  size_t series_count;
  const vex_finding_snapshot* findings;
  size_t finding_count;
  uint64_t runs;
  uint64_t checks; /* sampled runs completed or given up */
} vex_stream_snapshot;

/* One of the exporter's own metrics, without a stream. Names are whole, buckets are cumulative. */
enum { VEX_OWN_GAUGE = 1, VEX_OWN_COUNTER = 2, VEX_OWN_HISTOGRAM = 3, VEX_OWN_INFO = 4 };

typedef struct vex_own_sample {
  const vex_pair* labels;
  size_t label_count;
  double value;           /* a histogram's sum */
  const uint64_t* counts; /* a histogram's: one per bound, and one for +Inf */
} vex_own_sample;

typedef struct vex_own_metric {
  const char* name; /* "video_exporter_streams"; `_total` and `_info` included */
  uint32_t type;    /* VEX_OWN_* */
  uint32_t reserved;
  const char* unit;
  const char* help;
  const double* bounds; /* of a histogram's buckets, +Inf left out */
  size_t bound_count;
  const vex_own_sample* samples;
  size_t sample_count;
} vex_own_metric;

typedef struct vex_snapshot {
  uint32_t size;              /* see VEX_HAS */
  uint32_t measurement_valid; /* VEX_NO: the exporter is overloaded, `up` is not to be judged */
  vex_time time;
  const vex_stream_snapshot* const* streams; /* ordered by project and id */
  size_t stream_count;
  const vex_own_metric* own;
  size_t own_count;
} vex_snapshot;

typedef struct vex_snapshot_service {
  /* Never NULL. Given back with `release`, on any thread. [thread-safe] */
  const vex_snapshot* (*acquire)(const vex_host* host);
  void (*release)(const vex_host* host, const vex_snapshot* snapshot);
} vex_snapshot_service;

#ifdef __cplusplus
}
#endif

#endif
