package dev.wharf.logdriver.syslog;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of a container's log.
 *
 * @param address of the server
 * @param facility its number
 * @param format of the messages
 * @param tag what messages begin with
 * @param tls files for an encrypted connection
 */
record SyslogOptions(SyslogAddress address, int facility, MessageFormat format, TagTemplate tag, TlsFiles tls) {
    static final String DRIVER = "syslog";

    private static final Set<String> KNOWN = Set.of(
            "env",
            "env-regex",
            "labels",
            "labels-regex",
            "syslog-address",
            "syslog-facility",
            "syslog-format",
            "syslog-tag",
            "syslog-tls-ca-cert",
            "syslog-tls-cert",
            "syslog-tls-key",
            "syslog-tls-skip-verify",
            "tag");

    SyslogOptions {
        requireNonNull(address, "address");
        requireNonNull(format, "format");
        requireNonNull(tag, "tag");
        requireNonNull(tls, "tls");
    }

    /**
     * Reads the options.
     *
     * @throws dev.wharf.spi.DriverException INVALID_ARGUMENT with Docker's text
     */
    static SyslogOptions of(Map<String, String> options) {
        for (String name : new TreeSet<>(options.keySet())) {
            if (!KNOWN.contains(name)) {
                throw Invalid.option("unknown log opt '" + name + "' for " + DRIVER + " log driver");
            }
        }
        return new SyslogOptions(
                SyslogAddress.of(text(options, "syslog-address")),
                Facility.of(text(options, "syslog-facility")),
                MessageFormat.of(text(options, "syslog-format")),
                TagTemplate.of(tag(options)),
                TlsFiles.of(options));
    }

    /** The name {@code syslog-tag} is that of Docker up to 1.8. */
    private static String tag(Map<String, String> options) {
        String tag = text(options, "tag").isEmpty() ? text(options, "syslog-tag") : text(options, "tag");
        return tag.isEmpty() ? "{{.ID}}" : tag;
    }

    private static String text(Map<String, String> options, String name) {
        return options.getOrDefault(name, "");
    }
}
