/* The frozen layout of version 1 on 64-bit machines: a failure here breaks plugins out there.
 * Descriptors, tables and interfaces: none of it may change before vex_entry_v2. */
#include "tests/sdk/layout/layout.h"

SIZE(vex_option, 56);
AT(vex_option, type, 8);
AT(vex_option, reserved, 12);
AT(vex_option, fallback, 16);
AT(vex_option, min, 24);
AT(vex_option, max, 32);
AT(vex_option, choices, 40);
AT(vex_option, help, 48);

SIZE(vex_list, 16);
AT(vex_list, size, 8);

SIZE(vex_map, 16);
AT(vex_map, size, 8);

SIZE(vex_value, 16);

SIZE(vex_metric, 160);
AT(vex_metric, type, 8);
AT(vex_metric, flags, 12);
AT(vex_metric, unit, 16);
AT(vex_metric, help, 24);
AT(vex_metric, labels, 32);

SIZE(vex_rule, 64);
AT(vex_rule, severity, 8);
AT(vex_rule, reserved, 12);
AT(vex_rule, clause, 16);
AT(vex_rule, help, 24);
AT(vex_rule, unit, 32);
AT(vex_rule, limit, 40);
AT(vex_rule, hold, 48);
AT(vex_rule, keep_firing, 56);

SIZE(vex_target, 120);
AT(vex_target, port, 4);
AT(vex_target, project, 8);
AT(vex_target, id, 24);
AT(vex_target, name, 40);
AT(vex_target, url, 56);
AT(vex_target, scheme, 72);
AT(vex_target, host, 88);
AT(vex_target, labels, 104);
AT(vex_target, label_count, 112);

SIZE(vex_setup, 48);
AT(vex_setup, reserved, 4);
AT(vex_setup, values, 8);
AT(vex_setup, limits, 16);
AT(vex_setup, target, 24);
AT(vex_setup, name, 32);

SIZE(vex_run, 32);
AT(vex_run, payload, 4);
AT(vex_run, target, 8);
AT(vex_run, url, 16);

SIZE(vex_probe, 32);
AT(vex_probe, path_endings, 8);
AT(vex_probe, flags, 16);
AT(vex_probe, reserved, 20);
AT(vex_probe, run, 24);

SIZE(vex_analyzer, 32);
AT(vex_analyzer, payload, 8);
AT(vex_analyzer, lifetime, 12);
AT(vex_analyzer, on_event, 16);
AT(vex_analyzer, on_tick, 24);

SIZE(vex_record, 40);
AT(vex_record, reserved, 4);
AT(vex_record, target, 8);
AT(vex_record, origin, 16);
AT(vex_record, event, 24);
AT(vex_record, unix_time, 32);

SIZE(vex_sink, 56);
AT(vex_sink, flags, 8);
AT(vex_sink, reserved, 12);
AT(vex_sink, open, 16);
AT(vex_sink, consume, 24);
AT(vex_sink, on_tick, 32);
AT(vex_sink, flush, 40);
AT(vex_sink, close, 48);

SIZE(vex_plugin, 104);
AT(vex_plugin, version, 8);
AT(vex_plugin, summary, 16);
AT(vex_plugin, options, 24);
AT(vex_plugin, metrics, 32);
AT(vex_plugin, rules, 40);
AT(vex_plugin, after, 48);
AT(vex_plugin, services, 56);
AT(vex_plugin, create, 64);
AT(vex_plugin, destroy, 72);
AT(vex_plugin, probe, 80);
AT(vex_plugin, analyzer, 88);
AT(vex_plugin, sink, 96);
