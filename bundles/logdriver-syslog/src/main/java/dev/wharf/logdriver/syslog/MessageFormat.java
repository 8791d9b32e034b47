package dev.wharf.logdriver.syslog;

/** The formats of messages; as parseLogFormat of Docker 20.10, daemon/logger/syslog/syslog.go. */
enum MessageFormat {
    /** RFC 3164 without the name of the host, as programs write to the socket of their host. */
    UNIX,
    /** RFC 3164. */
    RFC3164,
    /** RFC 5424 with seconds. */
    RFC5424,
    /** RFC 5424 with microseconds. */
    RFC5424_MICRO;

    /**
     * A format by its name.
     *
     * @param text empty for {@link #UNIX}
     * @throws dev.wharf.spi.DriverException INVALID_ARGUMENT with Docker's text
     */
    static MessageFormat of(String text) {
        return switch (text) {
            case "" -> UNIX;
            case "rfc3164" -> RFC3164;
            case "rfc5424" -> RFC5424;
            case "rfc5424micro" -> RFC5424_MICRO;
            default -> throw Invalid.option("Invalid syslog format");
        };
    }

    /** Whether each message on an encrypted connection begins with its length; RFC 5425, section 4.3. */
    boolean countsOctets() {
        return this == RFC5424 || this == RFC5424_MICRO;
    }
}
