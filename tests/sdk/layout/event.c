/* The frozen layout of version 1 on 64-bit machines: a failure here breaks plugins out there.
 * Events. They may grow at their end: that changes a size, and nothing else. */
#include "tests/sdk/layout/layout.h"

SIZE(vex_event, 16);
AT(vex_event, type, 4);
AT(vex_event, time, 8);

SIZE(vex_event_run_begin, 40);
AT(vex_event_run_begin, run, 16);
AT(vex_event_run_begin, reconnects, 24);
AT(vex_event_run_begin, mode, 32);
AT(vex_event_run_begin, reserved, 36);

SIZE(vex_event_phase, 32);
AT(vex_event_phase, phase, 16);
AT(vex_event_phase, reserved, 20);
AT(vex_event_phase, duration, 24);

SIZE(vex_event_format, 64);
AT(vex_event_format, protocol, 16);
AT(vex_event_format, container, 32);
AT(vex_event_format, live, 48);
AT(vex_event_format, reserved, 52);
AT(vex_event_format, segment_duration, 56);

SIZE(vex_event_track, 112);
AT(vex_event_track, id, 16);
AT(vex_event_track, kind, 20);
AT(vex_event_track, codec, 24);
AT(vex_event_track, profile, 40);
AT(vex_event_track, level, 56);
AT(vex_event_track, pixel_format, 72);
AT(vex_event_track, width, 88);
AT(vex_event_track, height, 92);
AT(vex_event_track, nominal_framerate, 96);
AT(vex_event_track, sample_rate, 104);
AT(vex_event_track, channels, 108);

SIZE(vex_event_packet, 64);
AT(vex_event_packet, track, 16);
AT(vex_event_packet, flags, 20);
AT(vex_event_packet, dts, 24);
AT(vex_event_packet, pts, 32);
AT(vex_event_packet, size, 40);
AT(vex_event_packet, payload, 48);

SIZE(vex_event_window, 56);
AT(vex_event_window, cause, 16);
AT(vex_event_window, reserved, 20);
AT(vex_event_window, begin_dts, 24);
AT(vex_event_window, end_dts, 32);
AT(vex_event_window, begin_time, 40);
AT(vex_event_window, end_time, 48);

SIZE(vex_event_transport, 48);
AT(vex_event_transport, received_bytes, 16);
AT(vex_event_transport, tcp_retransmits, 24);
AT(vex_event_transport, rtt, 32);
AT(vex_event_transport, certificate_expiry_seconds, 40);

SIZE(vex_event_metric, 48);
AT(vex_event_metric, metric, 16);
AT(vex_event_metric, value, 24);
AT(vex_event_metric, labels, 32);
AT(vex_event_metric, label_count, 40);

SIZE(vex_event_finding, 80);
AT(vex_event_finding, rule, 16);
AT(vex_event_finding, state, 24);
AT(vex_event_finding, reserved, 28);
AT(vex_event_finding, value, 32);
AT(vex_event_finding, limit, 40);
AT(vex_event_finding, message, 48);
AT(vex_event_finding, evidence, 64);
AT(vex_event_finding, evidence_count, 72);

SIZE(vex_event_finding_change, 104);
AT(vex_event_finding_change, rule, 16);
AT(vex_event_finding_change, change, 24);
AT(vex_event_finding_change, severity, 28);
AT(vex_event_finding_change, since, 32);
AT(vex_event_finding_change, value, 40);
AT(vex_event_finding_change, limit, 48);
AT(vex_event_finding_change, message, 56);
AT(vex_event_finding_change, reproduce, 72);
AT(vex_event_finding_change, evidence, 88);
AT(vex_event_finding_change, evidence_count, 96);

SIZE(vex_event_state, 48);
AT(vex_event_state, up, 16);
AT(vex_event_state, reason, 20);
AT(vex_event_state, sentence, 24);
AT(vex_event_state, since, 40);

SIZE(vex_event_health, 32);
AT(vex_event_health, playable, 16);
AT(vex_event_health, quality, 20);
AT(vex_event_health, healthy, 24);
AT(vex_event_health, reserved, 28);

SIZE(vex_event_run_end, 40);
AT(vex_event_run_end, status, 16);
AT(vex_event_run_end, reason, 20);
AT(vex_event_run_end, sentence, 24);

SIZE(vex_event_reception, 64);
AT(vex_event_reception, track, 16);
AT(vex_event_reception, sender_reports, 20);
AT(vex_event_reception, expected, 24);
AT(vex_event_reception, lost, 32);
AT(vex_event_reception, reordered, 40);
AT(vex_event_reception, duplicated, 48);
AT(vex_event_reception, jitter, 56);

SIZE(vex_event_clock_reference, 40);
AT(vex_event_clock_reference, track, 16);
AT(vex_event_clock_reference, source, 20);
AT(vex_event_clock_reference, media_time, 24);
AT(vex_event_clock_reference, unix_time, 32);

SIZE(vex_event_transport_stream, 120);
AT(vex_event_transport_stream, packets, 16);
AT(vex_event_transport_stream, sync_losses, 24);
AT(vex_event_transport_stream, sync_byte_errors, 32);
AT(vex_event_transport_stream, pat_errors, 40);
AT(vex_event_transport_stream, continuity_errors, 48);
AT(vex_event_transport_stream, pmt_errors, 56);
AT(vex_event_transport_stream, pid_errors, 64);
AT(vex_event_transport_stream, transport_errors, 72);
AT(vex_event_transport_stream, crc_errors, 80);
AT(vex_event_transport_stream, pcr_over_40_ms, 88);
AT(vex_event_transport_stream, pcr_over_100_ms, 96);
AT(vex_event_transport_stream, pcr_discontinuities, 104);
AT(vex_event_transport_stream, pts_errors, 112);

SIZE(vex_event_playlist, 144);
AT(vex_event_playlist, rendition, 16);
AT(vex_event_playlist, kind, 20);
AT(vex_event_playlist, role, 24);
AT(vex_event_playlist, entry, 28);
AT(vex_event_playlist, name, 32);
AT(vex_event_playlist, url, 48);
AT(vex_event_playlist, requested, 64);
AT(vex_event_playlist, reason, 72);
AT(vex_event_playlist, http_status, 76);
AT(vex_event_playlist, sentence, 80);
AT(vex_event_playlist, age_seconds, 96);
AT(vex_event_playlist, asked_media_sequence, 104);
AT(vex_event_playlist, asked_part, 112);
AT(vex_event_playlist, asked_skip, 120);
AT(vex_event_playlist, unchanged, 124);
AT(vex_event_playlist, text, 128);

SIZE(vex_event_segment, 232);
AT(vex_event_segment, rendition, 16);
AT(vex_event_segment, kind, 20);
AT(vex_event_segment, media_sequence, 24);
AT(vex_event_segment, discontinuity_sequence, 32);
AT(vex_event_segment, part, 40);
AT(vex_event_segment, hinted, 48);
AT(vex_event_segment, encryption, 52);
AT(vex_event_segment, uri, 56);
AT(vex_event_segment, requested, 72);
AT(vex_event_segment, response, 80);
AT(vex_event_segment, download, 88);
AT(vex_event_segment, reason, 96);
AT(vex_event_segment, http_status, 100);
AT(vex_event_segment, sentence, 104);
AT(vex_event_segment, age_seconds, 120);
AT(vex_event_segment, bytes, 128);
AT(vex_event_segment, whole_bytes, 136);
AT(vex_event_segment, whole, 144);
AT(vex_event_segment, starts_with_tables, 148);
AT(vex_event_segment, starts_with_keyframe, 152);
AT(vex_event_segment, frames, 156);
AT(vex_event_segment, promised, 160);
AT(vex_event_segment, begin_dts, 168);
AT(vex_event_segment, end_dts, 176);
AT(vex_event_segment, begin_pts, 184);
AT(vex_event_segment, end_pts, 192);
AT(vex_event_segment, codecs, 200);
AT(vex_event_segment, width, 216);
AT(vex_event_segment, height, 220);
AT(vex_event_segment, framerate, 224);
