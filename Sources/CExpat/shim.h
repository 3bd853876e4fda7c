// expat, loaded when it is needed: its declarations come from its header, its code by dlopen. Linked
// in the usual way it would be loaded by every command, and nobody but XML-RPC reads XML.

#include <expat.h>
#include <dlfcn.h>
#include <stddef.h>

/// The calls that are used, each of the very type that the header declares.
struct __attribute__((swift_attr("@Sendable"))) expat_calls {
    __typeof__(XML_ParserCreate) *_Nonnull create;
    __typeof__(XML_ParserFree) *_Nonnull free;
    __typeof__(XML_SetUserData) *_Nonnull setUserData;
    __typeof__(XML_SetElementHandler) *_Nonnull setElementHandler;
    __typeof__(XML_SetCharacterDataHandler) *_Nonnull setCharacterDataHandler;
    __typeof__(XML_SetStartDoctypeDeclHandler) *_Nonnull setStartDoctypeHandler;
    __typeof__(XML_Parse) *_Nonnull parse;
    __typeof__(XML_StopParser) *_Nonnull stop;
    __typeof__(XML_GetErrorCode) *_Nonnull errorCode;
    __typeof__(XML_ErrorString) *_Nonnull errorString;
    __typeof__(XML_GetCurrentLineNumber) *_Nonnull line;
    __typeof__(XML_GetCurrentColumnNumber) *_Nonnull column;
};

/// Loads expat and finds the calls. To be called once: nothing unloads it.
///
/// Returns NULL if that fails; then `dlerror()` says why.
static inline const struct expat_calls *_Nullable expat_load(void) {
    static struct expat_calls calls;
    void *library = dlopen("libexpat.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!library) return NULL;
#define FIND(member, name) \
    if (!(calls.member = (__typeof__(name) *)dlsym(library, #name))) return NULL
    FIND(create, XML_ParserCreate);
    FIND(free, XML_ParserFree);
    FIND(setUserData, XML_SetUserData);
    FIND(setElementHandler, XML_SetElementHandler);
    FIND(setCharacterDataHandler, XML_SetCharacterDataHandler);
    FIND(setStartDoctypeHandler, XML_SetStartDoctypeDeclHandler);
    FIND(parse, XML_Parse);
    FIND(stop, XML_StopParser);
    FIND(errorCode, XML_GetErrorCode);
    FIND(errorString, XML_ErrorString);
    FIND(line, XML_GetCurrentLineNumber);
    FIND(column, XML_GetCurrentColumnNumber);
#undef FIND
    return &calls;
}
