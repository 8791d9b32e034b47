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
 */
record DriverRow(String kind, String name, String version, String state, boolean isDefault, String reason) {

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
                text(fields, "reason"));
    }

    private static String text(Map<?, ?> fields, String key) {
        Object value = fields.get(key);
        return value == null ? "" : String.valueOf(value);
    }
}
