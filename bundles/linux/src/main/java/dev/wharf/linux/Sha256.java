package dev.wharf.linux;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Runtime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digests of much data. Those of OpenSSL use the instructions that the processor has for them; in the JDK only code of the
 * optimising compiler does, which the daemon runs without. Ten times as fast for that.
 */
public final class Sha256 {
    private static final Logger LOG = LoggerFactory.getLogger(Sha256.class);

    private Sha256() {}

    /** A new digest: of libcrypto where OpenSSL 3 is there, else of the JDK. For one thread. */
    public static MessageDigest digest() {
        return Loaded.CRYPTO.isPresent() ? new CryptoDigest(Loaded.CRYPTO.get()) : digestOfTheJdk();
    }

    private static MessageDigest digestOfTheJdk() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static final class Loaded {
        static final Optional<CryptoLibrary> CRYPTO = load();

        private static Optional<CryptoLibrary> load() {
            try {
                LibCrypto calls = LibraryLoader.create(LibCrypto.class)
                        .option(LibraryOption.LoadNow, true)
                        .failImmediately()
                        .load("libcrypto.so.3");
                return Optional.of(new CryptoLibrary(calls, Runtime.getRuntime(calls)));
            } catch (UnsatisfiedLinkError e) {
                LOG.info("digests are those of Java, which is slower: {}", e.getMessage());
                return Optional.empty();
            }
        }
    }
}
