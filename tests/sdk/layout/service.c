/* The frozen layout of version 1 on 64-bit machines: a failure here breaks plugins out there.
 * Services of the host. Functions are frozen within a revision. */
#include "tests/sdk/layout/layout.h"

SIZE(vex_cancel, 8);

SIZE(vex_clock, 24);
AT(vex_clock, unix_now, 8);
AT(vex_clock, sleep, 16);

SIZE(vex_http_request, 88);
AT(vex_http_request, flags, 4);
AT(vex_http_request, method, 8);
AT(vex_http_request, url, 24);
AT(vex_http_request, headers, 40);
AT(vex_http_request, header_count, 48);
AT(vex_http_request, body, 56);
AT(vex_http_request, base, 72);

SIZE(vex_http_response, 48);
AT(vex_http_response, status, 4);
AT(vex_http_response, final_url, 8);
AT(vex_http_response, headers, 24);
AT(vex_http_response, header_count, 32);
AT(vex_http_response, body, 40);

SIZE(vex_http, 8);

SIZE(vex_route_request, 88);
AT(vex_route_request, reserved, 4);
AT(vex_route_request, method, 8);
AT(vex_route_request, path, 24);
AT(vex_route_request, query, 40);
AT(vex_route_request, query_count, 48);
AT(vex_route_request, headers, 56);
AT(vex_route_request, header_count, 64);
AT(vex_route_request, body, 72);

SIZE(vex_route_response, 72);
AT(vex_route_response, status, 4);
AT(vex_route_response, content_type, 8);
AT(vex_route_response, headers, 24);
AT(vex_route_response, header_count, 32);
AT(vex_route_response, body, 40);
AT(vex_route_response, state, 56);
AT(vex_route_response, release, 64);

SIZE(vex_http_route, 16);
AT(vex_http_route, remove, 8);

SIZE(vex_log, 8);

SIZE(vex_net, 8);

SIZE(vex_outbox_entry, 72);
AT(vex_outbox_entry, attempts, 4);
AT(vex_outbox_entry, id, 8);
AT(vex_outbox_entry, key, 16);
AT(vex_outbox_entry, record, 32);

SIZE(vex_outbox, 32);
AT(vex_outbox, acknowledge, 8);
AT(vex_outbox, retry, 16);
AT(vex_outbox, wake, 24);

SIZE(vex_io_settings, 184);
AT(vex_io_settings, insecure, 4);
AT(vex_io_settings, resolve_timeout, 8);
AT(vex_io_settings, connect_timeout, 16);
AT(vex_io_settings, tls_timeout, 24);
AT(vex_io_settings, request_timeout, 32);
AT(vex_io_settings, first_media_timeout, 40);
AT(vex_io_settings, idle_timeout, 48);
AT(vex_io_settings, ca_file, 56);
AT(vex_io_settings, certificate_file, 72);
AT(vex_io_settings, key_file, 88);
AT(vex_io_settings, server_name, 104);
AT(vex_io_settings, username, 120);
AT(vex_io_settings, password, 136);
AT(vex_io_settings, user_agent, 152);
AT(vex_io_settings, headers, 168);
AT(vex_io_settings, header_count, 176);

SIZE(vex_own_io, 16);
AT(vex_own_io, received, 8);

SIZE(vex_task_service, 32);
AT(vex_task_service, cancel, 8);
AT(vex_task_service, join, 16);
AT(vex_task_service, wait_any, 24);

SIZE(vex_datagram, 32);
AT(vex_datagram, arrival, 16);
AT(vex_datagram, socket, 24);
AT(vex_datagram, from_port, 28);

SIZE(vex_udp_socket, 32);
AT(vex_udp_socket, send, 8);
AT(vex_udp_socket, overflowed, 16);
AT(vex_udp_socket, close, 24);

SIZE(vex_udp_request, 64);
AT(vex_udp_request, local_port, 4);
AT(vex_udp_request, peer, 8);
AT(vex_udp_request, interface_name, 24);
AT(vex_udp_request, source, 40);
AT(vex_udp_request, last_port, 56);

SIZE(vex_udp, 16);
AT(vex_udp, receive, 8);
