package dev.wharf.logdriver.syslog;

import java.util.List;

/** The facilities of RFC 5424, section 6.2.1, by the names that Docker gives them. */
final class Facility {
    private static final List<String> NAMES = List.of(
            "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp");

    private static final String LOCAL = "local";
    private static final int FIRST_LOCAL = 16;
    private static final int HIGHEST = 23;
    private static final int DAEMON = 3;

    private Facility() {}

    /**
     * The number of a facility.
     *
     * @param text name or number; empty for {@code daemon}
     * @throws dev.wharf.spi.DriverException INVALID_ARGUMENT with Docker's text
     */
    static int of(String text) {
        if (text.isEmpty()) {
            return DAEMON;
        }
        if (text.matches("local[0-7]")) {
            return FIRST_LOCAL + Integer.parseInt(text.substring(LOCAL.length()));
        }
        int number = text.matches("\\d{1,2}") ? Integer.parseInt(text) : NAMES.indexOf(text);
        if (number < 0 || number > HIGHEST) {
            throw Invalid.option("invalid syslog facility");
        }
        return number;
    }
}
