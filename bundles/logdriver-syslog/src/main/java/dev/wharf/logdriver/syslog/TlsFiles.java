package dev.wharf.logdriver.syslog;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.DriverException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The files for an encrypted connection, read anew for each.
 *
 * @param authority certificates that are trusted beside those that the host trusts; empty for none
 * @param certificate of this client; empty for none
 * @param key of this client; empty for none
 * @param skipsVerification whether any server is trusted
 */
record TlsFiles(String authority, String certificate, String key, boolean skipsVerification) {
    private static final char[] NO_PASSWORD = {};

    TlsFiles {
        requireNonNull(authority, "authority");
        requireNonNull(certificate, "certificate");
        requireNonNull(key, "key");
    }

    /** The files that options name. As in Docker, the mere presence of the option skips the verification. */
    static TlsFiles of(Map<String, String> options) {
        return new TlsFiles(
                options.getOrDefault("syslog-tls-ca-cert", ""),
                options.getOrDefault("syslog-tls-cert", ""),
                options.getOrDefault("syslog-tls-key", ""),
                options.containsKey("syslog-tls-skip-verify"));
    }

    /**
     * Reads the files.
     *
     * @throws DriverException INTERNAL, with Docker's texts (go-connections, tlsconfig/config.go)
     */
    SSLContext read() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), trust(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new DriverException(DriverException.Kind.INTERNAL, "TLS: " + e.getMessage(), e);
        }
    }

    private KeyManager[] keys() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        if (!certificate.isEmpty() || !key.isEmpty()) {
            addOwnKey(store);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private void addOwnKey(KeyStore store) throws GeneralSecurityException {
        try {
            List<Certificate> chain = PemFile.of(certificate).certificates();
            store.setKeyEntry("own", PemFile.of(key).privateKey(), NO_PASSWORD, chain.toArray(new Certificate[0]));
        } catch (IOException e) {
            throw new DriverException(
                    DriverException.Kind.INTERNAL,
                    "Could not load X509 key pair: " + e.getMessage() + ". Make sure the key is not encrypted",
                    e);
        }
    }

    private TrustManager[] trust() throws GeneralSecurityException, IOException {
        if (skipsVerification) {
            return new TrustManager[] {new TrustsAll()};
        }
        TrustManager[] ofHost = ofHost();
        if (authority.isEmpty()) {
            return ofHost;
        }
        KeyStore store = emptyStore();
        add(store, "host", List.of(((X509TrustManager) ofHost[0]).getAcceptedIssuers()));
        try {
            add(store, "given", PemFile.of(authority).certificates());
        } catch (IOException e) {
            throw new DriverException(
                    DriverException.Kind.INTERNAL,
                    "could not read CA certificate \"" + authority + "\": " + e.getMessage(),
                    e);
        }
        return of(store);
    }

    private static TrustManager[] ofHost() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null); // means those of the host
        return factory.getTrustManagers();
    }

    private static TrustManager[] of(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static void add(KeyStore store, String alias, List<? extends Certificate> certificates)
            throws GeneralSecurityException {
        for (Certificate certificate : certificates) {
            store.setCertificateEntry(alias + store.size(), certificate);
        }
    }
}
