/* The frozen layout of version 1 on 64-bit machines: a failure here breaks plugins out there.
 * The present state of all streams. */
#include "tests/sdk/layout/layout.h"

SIZE(vex_series, 24);
AT(vex_series, origin, 8);
AT(vex_series, labels, 16);

SIZE(vex_finding_snapshot, 16);
AT(vex_finding_snapshot, origin, 8);

SIZE(vex_stream_snapshot, 136);
AT(vex_stream_snapshot, up, 4);
AT(vex_stream_snapshot, target, 8);
AT(vex_stream_snapshot, reason, 16);
AT(vex_stream_snapshot, mode, 20);
AT(vex_stream_snapshot, sentence, 24);
AT(vex_stream_snapshot, since, 40);
AT(vex_stream_snapshot, format, 48);
AT(vex_stream_snapshot, health, 56);
AT(vex_stream_snapshot, tracks, 64);
AT(vex_stream_snapshot, track_count, 72);
AT(vex_stream_snapshot, series, 80);
AT(vex_stream_snapshot, values, 88);
AT(vex_stream_snapshot, series_count, 96);
AT(vex_stream_snapshot, findings, 104);
AT(vex_stream_snapshot, finding_count, 112);
AT(vex_stream_snapshot, runs, 120);
AT(vex_stream_snapshot, checks, 128);

SIZE(vex_own_sample, 32);
AT(vex_own_sample, label_count, 8);
AT(vex_own_sample, value, 16);
AT(vex_own_sample, counts, 24);

SIZE(vex_own_metric, 64);
AT(vex_own_metric, type, 8);
AT(vex_own_metric, reserved, 12);
AT(vex_own_metric, unit, 16);
AT(vex_own_metric, help, 24);
AT(vex_own_metric, bounds, 32);
AT(vex_own_metric, bound_count, 40);
AT(vex_own_metric, samples, 48);
AT(vex_own_metric, sample_count, 56);

SIZE(vex_snapshot, 48);
AT(vex_snapshot, measurement_valid, 4);
AT(vex_snapshot, time, 8);
AT(vex_snapshot, streams, 16);
AT(vex_snapshot, stream_count, 24);
AT(vex_snapshot, own, 32);
AT(vex_snapshot, own_count, 40);

SIZE(vex_snapshot_service, 16);
AT(vex_snapshot_service, release, 8);
