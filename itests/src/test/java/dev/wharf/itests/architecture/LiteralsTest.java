package dev.wharf.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Literals that have one home. Read from the sources, for the compiler copies constants. */
final class LiteralsTest {
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
    private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\\\n])*\"");
    private static final Pattern API_VERSION = Pattern.compile("\"v?1\\.\\d{1,2}\"|new ApiVersion\\(\\s*\\d");
    /** Those that HTTP knows, but not 100, which is mostly a share of a whole. */
    private static final Pattern STATUS =
            Pattern.compile("\\b(?:101|20[0-6]|30[0-8]|40\\d|41[0-8]|42\\d|431|451|50[0-8]|511)\\b");

    private static final String VERSIONS = "dev/wharf/api/http/version/";
    private static final String ROUTES = "dev/wharf/api/http/route/";
    /** The layers of an archive of images have a version of their own. */
    private static final String ARCHIVES = "dev/wharf/images/save/";

    private static final String STATUSES = ROUTES + "Statuses.java";

    @Test
    void versionsOfTheApiAreNamedInTheLadderAndInTheRouteTableOnly() {
        assertThat(sources()
                        .filter(file -> !isIn(file, VERSIONS) && !isIn(file, ROUTES) && !isIn(file, ARCHIVES))
                        .flatMap(file -> finds(file, API_VERSION, UnaryOperator.identity())))
                .isEmpty();
    }

    @Test
    void statusesOfHttpHaveOneHome() {
        assertThat(BuiltBundle.of("api-http").sources().stream()
                        .filter(file -> !file.endsWith(STATUSES))
                        .flatMap(file -> finds(file, STATUS, LiteralsTest::withoutTexts)))
                .isEmpty();
    }

    private static Stream<Path> sources() {
        return BuiltBundle.all().stream().map(BuiltBundle::sources).flatMap(List::stream);
    }

    private static boolean isIn(Path file, String folder) {
        return file.toString().contains(folder);
    }

    private static Stream<String> finds(Path file, Pattern pattern, UnaryOperator<String> preparation) {
        try {
            String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
            return pattern.matcher(preparation.apply(code)).results().map(found -> file + ": " + found.group());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutTexts(String code) {
        return TEXT.matcher(code).replaceAll("\"\"");
    }
}
