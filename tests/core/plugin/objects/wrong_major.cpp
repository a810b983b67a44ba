// A plugin for the next major version of the interface.
extern "C" __attribute__((visibility("default"))) const void* const vex_entry_v2 = nullptr;
