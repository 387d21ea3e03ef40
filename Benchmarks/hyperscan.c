// Counts where any of the terms stands as whole words, without case: hyperscan TERMS TEXTS.
// Prints the seconds of each of five runs over the whole text, and the number of matches.
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// The time this process had a processor, so that others on the machine do not count.
static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(1);
  }
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *text = calloc(1, *size + 1);
  if (!text || fread(text, 1, *size, file) != *size) exit(1);
  fclose(file);
  return text;
}

static int count(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *matches) {
  (void)id, (void)from, (void)to, (void)flags;
  ++*(long *)matches;
  return 0;
}

int main(int arguments, char **argument) {
  if (arguments != 3) return 64;
  size_t terms_size, size;
  char *terms = read_file(argument[1], &terms_size), *text = read_file(argument[2], &size);
  enum { MOST = 1000 };
  char *patterns[MOST];
  unsigned flags[MOST], ids[MOST], number = 0;
  for (char *line = strtok(terms, "\n"); line && number < MOST; line = strtok(NULL, "\n")) {
    patterns[number] = malloc(strlen(line) + 8);
    sprintf(patterns[number], "\\b%s\\b", line);
    flags[number] = HS_FLAG_CASELESS;
    ids[number] = number;
    number++;
  }
  hs_database_t *database;
  hs_compile_error_t *error;
  hs_scratch_t *scratch = NULL;
  if (hs_compile_multi((const char *const *)patterns, flags, ids, number, HS_MODE_BLOCK, NULL, &database, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return 1;
  }
  hs_alloc_scratch(database, &scratch);
  long matches = 0;
  for (int run = 0; run < 5; run++) {
    matches = 0;
    double start = seconds();
    for (char *line = text, *end; line < text + size; line = end + 1) {
      end = memchr(line, '\n', (size_t)(text + size - line));
      if (!end) end = text + size;
      hs_scan(database, line, (unsigned)(end - line), 0, scratch, count, &matches);
    }
    printf("%.6f ", seconds() - start);
  }
  printf("%ld\n", matches);
  return 0;
}
