// The same statements, read as C++.
#include "tests/sdk/layout/abi.c"
#include "tests/sdk/layout/event.c"
#include "tests/sdk/layout/plugin.c"
#include "tests/sdk/layout/service.c"
#include "tests/sdk/layout/snapshot.c"
#include "tests/sdk/layout/value.c"
