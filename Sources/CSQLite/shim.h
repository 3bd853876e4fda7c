#include <sqlite3.h>

/// Leaves the log of changes as it is when the last connection closes. (Swift cannot call functions
/// with a variable number of arguments.)
static inline int sqlite_keep_log_at_close(sqlite3 *_Nullable connection) {
    if (!connection) return SQLITE_MISUSE;
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

/// Before the first connection of a process: SQLite counts no allocations, which takes a lock for each.
static inline void sqlite_count_no_allocations(void) { (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

/// Before the first connection of a process: each connection keeps so much memory for allocations of up
/// to 1,200 bytes. The hundred that are usual are taken by the statements that stay prepared.
static inline void sqlite_set_aside(int allocations) {
    (void)sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 1200, allocations);
}
