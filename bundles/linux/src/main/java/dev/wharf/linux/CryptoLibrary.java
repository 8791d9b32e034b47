package dev.wharf.linux;

import static java.util.Objects.requireNonNull;

import jnr.ffi.Runtime;

/**
 * libcrypto as it was loaded.
 *
 * @param calls its functions
 * @param runtime that gives memory for them
 */
record CryptoLibrary(LibCrypto calls, Runtime runtime) {
    /** Checks both. */
    CryptoLibrary {
        requireNonNull(calls, "calls");
        requireNonNull(runtime, "runtime");
    }
}
