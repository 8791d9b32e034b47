package dev.wharf.logdriver.syslog;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of certificates or of a key, as openssl(1) writes them.
 *
 * @param text its content
 */
record PemFile(String text) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END", Pattern.DOTALL);
    /** Version 0 and the algorithm rsaEncryption with no parameters; RFC 5208, RFC 8017. */
    private static final byte[] RSA_HEAD = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    PemFile {
        requireNonNull(text, "text");
    }

    static PemFile of(String path) throws IOException {
        try {
            return new PemFile(Files.readString(Path.of(path), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw new IOException("open " + path + ": no such file or directory", e);
        }
    }

    List<Certificate> certificates() throws IOException {
        try {
            byte[] bytes =
                    text.substring(Math.max(0, text.indexOf("-----BEGIN"))).getBytes(StandardCharsets.US_ASCII);
            List<Certificate> found = List.copyOf(
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)));
            if (found.isEmpty()) {
                throw new IOException("no certificate in the file");
            }
            return found;
        } catch (CertificateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The key: one of any algorithm in PKCS 8, or one of RSA in PKCS 1. */
    PrivateKey privateKey() throws IOException {
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no key that can be read in the file (PKCS 8, or PKCS 1 of RSA)");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(2));
        return decode(matcher.group(1) == null ? bytes : inPkcs8(bytes));
    }

    private static PrivateKey decode(byte[] bytes) throws IOException {
        IOException refused = new IOException("the key is of an unknown algorithm");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (GeneralSecurityException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }

    private static byte[] inPkcs8(byte[] key) {
        return tagged(SEQUENCE, joined(RSA_HEAD, tagged(OCTETS, key)));
    }

    /** DER, whose lengths have no leading zeros. */
    private static byte[] tagged(int tag, byte[] content) {
        return joined(joined(new byte[] {(byte) tag}, length(content.length)), content);
    }

    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        return length < 0x100
                ? new byte[] {(byte) 0x81, (byte) length}
                : new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = new byte[first.length + second.length];
        System.arraycopy(first, 0, joined, 0, first.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
