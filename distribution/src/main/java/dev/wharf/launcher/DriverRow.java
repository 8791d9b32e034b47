package dev.wharf.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A driver as {@code GET /wharf/drivers} tells it.
 *
 * @param kind such as {@code graph}
 * @param name of the driver
 * @param version of its bundle
 * @param state such as {@code active}
 * @param isDefault whether new objects use it
 * @param reason why it does not serve; empty for none
 * @param health how it has done
 */
record DriverRow(
        String kind, String name, String version, String state, boolean isDefault, String reason, Health health) {

    /**
     * How a driver has done since it was opened, as texts.
     *
     * @param calls that were made of it
     * @param errors of its own
     * @param stuck calls that were given up
     * @param slowest such as {@code commit 1234 ms}; empty before the first call
     * @param lastError a sentence; empty for none
     */
    record Health(String calls, String errors, String stuck, String slowest, String lastError) {
        private static Health of(Map<?, ?> row) {
            return new Health(
                    text(row, "calls"),
                    text(row, "errors"),
                    text(row, "stuck"),
                    row.get("slowest") instanceof Map<?, ?> slow
                            ? text(slow, "call") + ' ' + text(slow, "millis") + " ms"
                            : "",
                    row.get("lastError") instanceof Map<?, ?> last
                            ? "last error, in " + text(last, "call") + " at " + text(last, "at") + ": "
                                    + text(last, "message")
                            : "");
        }
    }

    /**
     * Reads the answer of the route.
     *
     * @throws IOException when it has another shape
     */
    static List<DriverRow> parse(String json) throws IOException {
        if (!(Json.parse(json) instanceof List<?> elements)) {
            throw new IOException("not a list of drivers");
        }
        List<DriverRow> rows = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> fields)) {
                throw new IOException("not a driver");
            }
            rows.add(row(fields));
        }
        return rows;
    }

    /** Whether new objects of that kind use it. */
    boolean serves(String wanted) {
        return kind.equals(wanted) && isDefault && state.equals("active");
    }

    /** Whether its state will change in a moment. */
    boolean isBeingOpened() {
        return reason.equals("is being opened");
    }

    /** One sentence. */
    String sentence() {
        String place = kind.isEmpty() ? "bundle " + name : kind + " driver " + name + ' ' + version;
        String role = isDefault ? " (default)" : "";
        return place + ": " + state + role + (reason.isEmpty() ? "" : ", " + reason);
    }

    private static DriverRow row(Map<?, ?> fields) {
        return new DriverRow(
                text(fields, "kind"),
                text(fields, "name"),
                text(fields, "version"),
                text(fields, "state").toLowerCase(Locale.ROOT),
                text(fields, "default").equals("true"),
                text(fields, "reason"),
                Health.of(fields));
    }

    private static String text(Map<?, ?> fields, String key) {
        Object value = fields.get(key);
        return value == null ? "" : String.valueOf(value);
    }
}
