#pragma once
#include <linear.h>

static inline void gleaner_linear_ignore(const char *text) { (void)text; }

/* LIBLINEAR prints its progress to standard output unless it is told where else. */
static inline void gleaner_linear_be_quiet(void) { set_print_string_function(gleaner_linear_ignore); }
