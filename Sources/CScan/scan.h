#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Bytes that the matcher's automaton must not see as they are: all that is not ASCII, and TeX's \ $ { }.
static inline int scan_is_odd(uint8_t b) {
  return (b >= 0x80) | (b == '\\') | (b == '$') | (b == '{') | (b == '}');
}

#if defined(__SSE2__)
// The top bits of the bytes that are odd.
static inline __m128i scan_odd16(const uint8_t *p) {
  __m128i b = _mm_loadu_si128((const __m128i *)p);
  __m128i tex = _mm_or_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8('\\')), _mm_cmpeq_epi8(b, _mm_set1_epi8('$')));
  __m128i braces = _mm_or_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8('{')), _mm_cmpeq_epi8(b, _mm_set1_epi8('}')));
  return _mm_or_si128(b, _mm_or_si128(tex, braces));
}
#endif

// How many of n bytes come before the first odd one.
static inline size_t scan_plain_run(const uint8_t *p, size_t n) {
  size_t i = 0;
#if defined(__SSE2__)
  for (; i + 64 <= n; i += 64) {
    __m128i front = _mm_or_si128(scan_odd16(p + i), scan_odd16(p + i + 16));
    __m128i back = _mm_or_si128(scan_odd16(p + i + 32), scan_odd16(p + i + 48));
    if (_mm_movemask_epi8(_mm_or_si128(front, back))) break;
  }
  for (; i + 16 <= n; i += 16) {
    int bits = _mm_movemask_epi8(scan_odd16(p + i));
    if (bits) return i + (size_t)__builtin_ctz((unsigned)bits);
  }
#endif
  while (i < n && !scan_is_odd(p[i])) i++;
  return i;
}

// Bit i is set when p[i] is an ASCII letter, a digit or _. Reads 64 bytes.
static inline uint64_t scan_words64(const uint8_t *p) {
  uint64_t bits = 0;
#if defined(__SSE2__)
  for (int part = 0; part < 4; part++) {
    __m128i b = _mm_loadu_si128((const __m128i *)(p + part * 16));
    __m128i letter = _mm_sub_epi8(_mm_or_si128(b, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    __m128i digit = _mm_sub_epi8(b, _mm_set1_epi8('0'));
    letter = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter);
    digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit);
    __m128i word = _mm_or_si128(_mm_or_si128(letter, digit), _mm_cmpeq_epi8(b, _mm_set1_epi8('_')));
    bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << (part * 16);
  }
#else
  for (int i = 0; i < 64; i++) {
    uint8_t b = p[i], letter = (uint8_t)((b | 0x20) - 'a'), digit = (uint8_t)(b - '0');
    bits |= (uint64_t)((letter < 26) | (digit < 10) | (b == '_')) << i;
  }
#endif
  return bits;
}

// The first of n bytes that cannot stand in a JSON string as it is: a control character, " or \; n when there is none.
static inline size_t scan_json_text(const uint8_t *p, size_t n) {
  size_t i = 0;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), back = _mm_set1_epi8('\\'), control = _mm_set1_epi8(31);
  for (; i + 16 <= n; i += 16) {
    __m128i b = _mm_loadu_si128((const __m128i *)(p + i));
    __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(b, quote), _mm_cmpeq_epi8(b, back));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(_mm_min_epu8(b, control), b));
    int bits = _mm_movemask_epi8(hit);
    if (bits) return i + (size_t)__builtin_ctz((unsigned)bits);
  }
#endif
  while (i < n && p[i] >= 0x20 && p[i] != '"' && p[i] != '\\') i++;
  return i;
}

// How many of n bytes come before the first line feed.
static inline size_t scan_line(const uint8_t *p, size_t n) {
  const uint8_t *end = memchr(p, '\n', n);
  return end ? (size_t)(end - p) : n;
}
