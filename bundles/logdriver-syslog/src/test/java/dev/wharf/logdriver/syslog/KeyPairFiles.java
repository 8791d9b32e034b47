package dev.wharf.logdriver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * A key with a certificate for this host that it signed itself, made by keytool(1) of the JDK, as files.
 *
 * @param folder where the files are
 * @param store the same
 */
record KeyPairFiles(Path folder, KeyStore store) {
    private static final String PASSWORD = "changeit";
    private static final int PKCS8_HEAD_OF_RSA_2048 = 26;

    static KeyPairFiles make(Path folder) throws Exception {
        Path file = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        KeyPairFiles made = new KeyPairFiles(folder, store);
        made.write("cert.pem", "CERTIFICATE", store.getCertificate("own").getEncoded());
        byte[] key = store.getKey("own", PASSWORD.toCharArray()).getEncoded();
        made.write("key.pem", "PRIVATE KEY", key);
        byte[] bare = java.util.Arrays.copyOfRange(key, PKCS8_HEAD_OF_RSA_2048, key.length);
        made.write("rsa.pem", "RSA PRIVATE KEY", bare);
        return made;
    }

    private void write(String name, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    String file(String name) {
        return folder.resolve(name).toString();
    }

    /** For a server with this key, which trusts any client. */
    SSLContext server() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new TrustsAll()}, null);
        return context;
    }
}
