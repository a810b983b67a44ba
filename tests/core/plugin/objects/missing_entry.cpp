// A library that exports something, but no plugin.
extern "C" __attribute__((visibility("default"))) const int vex_something_else = 1;
