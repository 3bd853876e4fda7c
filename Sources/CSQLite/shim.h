#include <sqlite3.h>

/// Leaves the log of changes as it is when the last connection closes. (Swift cannot call functions
/// with a variable number of arguments.)
static inline int sqlite_keep_log_at_close(sqlite3 *_Nullable connection) {
    if (!connection) return SQLITE_MISUSE;
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
