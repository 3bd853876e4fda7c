// libpq, loaded when it is needed: its declarations come from its header, its code by dlopen.
//
// Linked in the usual way it would be loaded, with LDAP, Kerberos and GnuTLS behind it, by every
// command of every site that keeps its data in SQLite.

#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif
#include <dlfcn.h>
#include <stddef.h>

/// The calls that are used, each of the very type that the header declares.
struct __attribute__((swift_attr("@Sendable"))) libpq_calls {
    __typeof__(PQconnectdbParams) *_Nonnull connect;
    __typeof__(PQreset) *_Nonnull reset;
    __typeof__(PQfinish) *_Nonnull finish;
    __typeof__(PQstatus) *_Nonnull status;
    __typeof__(PQerrorMessage) *_Nonnull errorMessage;
    __typeof__(PQsetNoticeProcessor) *_Nonnull setNoticeProcessor;
    __typeof__(PQexec) *_Nonnull exec;
    __typeof__(PQenterPipelineMode) *_Nonnull enterPipelineMode;
    __typeof__(PQsendQueryParams) *_Nonnull sendQueryParams;
    __typeof__(PQsendPrepare) *_Nonnull sendPrepare;
    __typeof__(PQsendQueryPrepared) *_Nonnull sendQueryPrepared;
    __typeof__(PQsendFlushRequest) *_Nonnull sendFlushRequest;
    __typeof__(PQpipelineSync) *_Nonnull pipelineSync;
    __typeof__(PQflush) *_Nonnull flush;
    __typeof__(PQgetResult) *_Nonnull getResult;
    __typeof__(PQresultStatus) *_Nonnull resultStatus;
    __typeof__(PQresultErrorField) *_Nonnull resultErrorField;
    __typeof__(PQcmdTuples) *_Nonnull changedRows;
    __typeof__(PQntuples) *_Nonnull rows;
    __typeof__(PQgetisnull) *_Nonnull isNull;
    __typeof__(PQgetlength) *_Nonnull length;
    __typeof__(PQgetvalue) *_Nonnull value;
    __typeof__(PQclear) *_Nonnull clear;
};

/// Loads libpq and finds the calls. To be called once: nothing unloads it.
///
/// Returns NULL if that fails; then `dlerror()` says why.
static inline const struct libpq_calls *_Nullable libpq_load(void) {
    static struct libpq_calls calls;
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!library) return NULL;
#define FIND(member, name) \
    if (!(calls.member = (__typeof__(name) *)dlsym(library, #name))) return NULL
    FIND(connect, PQconnectdbParams);
    FIND(reset, PQreset);
    FIND(finish, PQfinish);
    FIND(status, PQstatus);
    FIND(errorMessage, PQerrorMessage);
    FIND(setNoticeProcessor, PQsetNoticeProcessor);
    FIND(exec, PQexec);
    FIND(enterPipelineMode, PQenterPipelineMode);
    FIND(sendQueryParams, PQsendQueryParams);
    FIND(sendPrepare, PQsendPrepare);
    FIND(sendQueryPrepared, PQsendQueryPrepared);
    FIND(sendFlushRequest, PQsendFlushRequest);
    FIND(pipelineSync, PQpipelineSync);
    FIND(flush, PQflush);
    FIND(getResult, PQgetResult);
    FIND(resultStatus, PQresultStatus);
    FIND(resultErrorField, PQresultErrorField);
    FIND(changedRows, PQcmdTuples);
    FIND(rows, PQntuples);
    FIND(isNull, PQgetisnull);
    FIND(length, PQgetlength);
    FIND(value, PQgetvalue);
    FIND(clear, PQclear);
#undef FIND
    return &calls;
}
