package dev.wharf.api.http.wire;

import dev.wharf.engine.api.image.Progress;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** The bar of a progress element, as Docker 1.9.1, pkg/jsonmessage (JSONProgress.String) draws it for the client. */
final class ProgressBar {
    private static final int WIDTH = 50;
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

    private ProgressBar() {}

    /** Empty for a step without numbers. */
    static String of(Progress step) {
        long current = step.current().orElse(0);
        long total = step.total().orElse(0);
        if (current <= 0 && total <= 0) {
            return "";
        }
        String done = String.format("%8s", size(current));
        if (total <= 0) {
            return done;
        }
        int filled = (int) Math.min(WIDTH, current * 100.0 / total / 2);
        String bar = "[" + "=".repeat(filled) + ">" + " ".repeat(WIDTH - filled) + "] ";
        return current > total ? bar + done : bar + done + "/" + size(total);
    }

    /** Bytes in decimal units with 4 significant digits. Docker 1.9.1, pkg/units/size.go. */
    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.size() - 1) {
            value /= 1000;
            unit++;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return rounded.toPlainString() + " " + UNITS.get(unit);
    }
}
