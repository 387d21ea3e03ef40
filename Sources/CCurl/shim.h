#pragma once
#include <curl/curl.h>
#include <zlib.h>

/* Swift cannot call C variadic functions. Each wrapper fixes one argument type;
   curl.h's own macro still type-checks the option against it here. */
static inline CURLcode shim_setopt_long(CURL *h, CURLoption o, long v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode shim_setopt_off(CURL *h, CURLoption o, curl_off_t v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode shim_setopt_string(CURL *h, CURLoption o, const char *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode shim_setopt_pointer(CURL *h, CURLoption o, void *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode shim_setopt_slist(CURL *h, CURLoption o, struct curl_slist *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode shim_setopt_write(CURL *h, CURLoption o, curl_write_callback f) { return curl_easy_setopt(h, o, f); }
static inline CURLcode shim_setopt_prereq(CURL *h, CURLoption o, curl_prereq_callback f) { return curl_easy_setopt(h, o, f); }
static inline CURLcode shim_setopt_read(CURL *h, CURLoption o, curl_read_callback f) { return curl_easy_setopt(h, o, f); }
static inline CURLcode shim_setopt_debug(CURL *h, CURLoption o, curl_debug_callback f) { return curl_easy_setopt(h, o, f); }
static inline CURLcode shim_setopt_progress(CURL *h, CURLoption o, curl_xferinfo_callback f) { return curl_easy_setopt(h, o, f); }
static inline CURLcode shim_setopt_opensocket(CURL *h, CURLoption o, curl_opensocket_callback f) { return curl_easy_setopt(h, o, f); }
static inline CURLcode shim_getinfo_long(CURL *h, CURLINFO i, long *v) { return curl_easy_getinfo(h, i, v); }

/* libcurl inflates gzip itself, with the same zlib, but takes a truncated stream for a whole one
   (7.88.1), so Wire inflates. inflateInit2 is a macro; 15 + 16 means gzip and nothing else. */
static inline int shim_inflate_init_gzip(z_streamp s) { return inflateInit2(s, 15 + 16); }
