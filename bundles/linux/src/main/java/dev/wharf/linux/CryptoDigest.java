package dev.wharf.linux;

import java.lang.ref.Cleaner;
import java.security.MessageDigest;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/** SHA-256 of libcrypto. Gathers what comes in small pieces. The memory of its context goes with it. For one thread. */
final class CryptoDigest extends MessageDigest {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int GATHERED = 64 * 1024;
    private static final int LENGTH = 32;
    private static final long NULL = 0;

    private final LibCrypto calls;
    private final Pointer algorithm;
    private final Pointer context;
    private final Pointer buffer;
    private int filled;

    CryptoDigest(CryptoLibrary library) {
        super("SHA-256");
        this.calls = library.calls();
        this.algorithm = calls.EVP_sha256();
        this.buffer = Memory.allocateDirect(library.runtime(), GATHERED);
        this.context = made(this, calls);
        engineReset();
    }

    private static Pointer made(CryptoDigest owner, LibCrypto calls) {
        Pointer context = calls.EVP_MD_CTX_new();
        CLEANER.register(owner, () -> calls.EVP_MD_CTX_free(context));
        return context;
    }

    @Override
    protected int engineGetDigestLength() {
        return LENGTH;
    }

    @Override
    protected void engineUpdate(byte input) {
        engineUpdate(new byte[] {input}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, GATHERED - filled);
            buffer.put(filled, input, offset + done, count);
            filled += count;
            done += count;
            if (filled == GATHERED) {
                flush();
            }
        }
    }

    @Override
    protected byte[] engineDigest() {
        flush();
        check("finish", calls.EVP_DigestFinal_ex(context, buffer, NULL));
        byte[] digest = new byte[LENGTH];
        buffer.get(0, digest, 0, LENGTH);
        engineReset();
        return digest;
    }

    @Override
    protected void engineReset() {
        filled = 0;
        check("begin", calls.EVP_DigestInit_ex(context, algorithm, NULL));
    }

    private void flush() {
        check("update", calls.EVP_DigestUpdate(context, buffer, filled));
        filled = 0;
    }

    private static void check(String step, int result) {
        if (result != 1) {
            throw new IllegalStateException("libcrypto does not " + step + " a digest");
        }
    }
}
