// SHA256_Init and its like are deprecated, but nothing else takes a digest without reading OpenSSL's
// configuration and loading its providers, which costs more than the rest of storing a mail's digest.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
