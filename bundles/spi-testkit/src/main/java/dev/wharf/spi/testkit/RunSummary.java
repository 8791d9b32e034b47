package dev.wharf.spi.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the tests of a run. Thread-safe. */
final class RunSummary {
    private final Queue<SuiteDescription> descriptions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger passed = new AtomicInteger();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();

    void describe(SuiteDescription suite) {
        if (descriptions.isEmpty()) {
            descriptions.add(suite);
        }
    }

    void pass() {
        passed.incrementAndGet();
    }

    void fail(String test) {
        failed.add(test);
    }

    /** The summary, or empty when no test was run. */
    Optional<String> text() {
        return descriptions.stream().findFirst().map(this::text);
    }

    private String text(SuiteDescription suite) {
        List<String> missing = suite.notClaimed();
        String summary =
                """
                conformance of  %s
                SPI             %s %s
                kernel          %s %s
                passed          %d
                failed          %d
                not claimed     %d%s
                """
                        .formatted(
                                suite.driver(),
                                suite.spi().getPackageName(),
                                version(suite.spi()),
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                passed.get(),
                                failed.size(),
                                missing.size(),
                                missing.isEmpty() ? "" : " (" + String.join(", ", missing) + "), refusals tested");
        return summary
                + String.join(
                        "",
                        failed.stream()
                                .sorted()
                                .map(each -> "  failed: " + each + "\n")
                                .toList());
    }

    /** The version of the package as its bundle exports it. */
    private static String version(Class<?> spi) {
        URL code = spi.getProtectionDomain().getCodeSource().getLocation();
        String root = code.getPath().endsWith(".jar") ? "jar:" + code + "!/" : code.toString();
        try (InputStream text = new URL(root + "META-INF/MANIFEST.MF").openStream()) {
            String exported = new Manifest(text).getMainAttributes().getValue("Export-Package");
            return exported == null ? "" : version(exported, spi.getPackageName());
        } catch (IOException ignored) {
            return ""; // the suite runs all the same
        }
    }

    private static String version(String exported, String name) {
        Matcher matcher = Pattern.compile(Pattern.quote(name) + ";[^,]*?version=\"([^\"]*)\"|" + Pattern.quote(name)
                        + ";uses:=\"[^\"]*\";version=\"([^\"]*)\"")
                .matcher(exported);
        if (!matcher.find()) {
            return "";
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }
}
