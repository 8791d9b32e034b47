package dev.wharf.linux;

import jnr.ffi.Pointer;

/** What is used of libcrypto, OpenSSL 3; EVP_DigestInit(3ssl). */
public interface LibCrypto {

    /** The algorithm. */
    Pointer EVP_sha256();

    /** Makes a context. */
    Pointer EVP_MD_CTX_new();

    /** Frees a context. */
    void EVP_MD_CTX_free(Pointer context);

    /** Begins anew, with 0 for the built-in implementation; 1 on success. */
    int EVP_DigestInit_ex(Pointer context, Pointer algorithm, long engine);

    /** Takes bytes; 1 on success. */
    int EVP_DigestUpdate(Pointer context, Pointer bytes, long length);

    /** Writes the digest, and its length unless that address is 0; 1 on success. */
    int EVP_DigestFinal_ex(Pointer context, Pointer digest, long length);
}
