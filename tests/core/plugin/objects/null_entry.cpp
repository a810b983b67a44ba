// A plugin that exports its entry but fills nothing in.
#include <vex/vex.h>

extern "C" const vex_entry vex_entry_v1 = nullptr;
