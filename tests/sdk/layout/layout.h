/* How the layout of the interface is stated, in C and in C++. */
#ifndef TESTS_SDK_LAYOUT_H
#define TESTS_SDK_LAYOUT_H

#include <assert.h>
#include <stddef.h>
#include <vex/vex.h>

#define SIZE(type, bytes) static_assert(sizeof(type) == (bytes), "size of " #type)
#define AT(type, field, bytes) static_assert(offsetof(type, field) == (bytes), #type "." #field)
#define VALUE(name, number) static_assert((name) == (number), #name)

#endif
