#include <zlib.h>

// deflateInit2 is a macro, which Swift does not see. 15 + 16: the largest window, in the format of
// gzip (RFC 1952); 8: the usual memory, 256 KiB.
static inline int gzip_start(z_streamp stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
