/* The frozen layout of version 1 on 64-bit machines: a failure here breaks plugins out there.
 * Ground types, the host and streams. */
#include "tests/sdk/layout/layout.h"

SIZE(vex_str, 16);
AT(vex_str, size, 8);

SIZE(vex_bytes, 16);
AT(vex_bytes, size, 8);

SIZE(vex_pair, 32);
AT(vex_pair, value, 16);

SIZE(vex_error, 512);
AT(vex_error, text, 4);

SIZE(vex_host, 16);
AT(vex_host, emit, 8);

SIZE(vex_stream, 24);
AT(vex_stream, write, 8);
AT(vex_stream, close, 16);
