package dev.wharf.api.http.version;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.api.http.wire.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Pairs of the newest answer and what an older client gets, written from the reference of each version. */
class LadderGoldenTest {
    private final Ladder ladder = Ladder.standard();

    @TestFactory
    Stream<DynamicTest> theNewestAnswerBecomesTheOlderOne() throws IOException {
        return pairs().stream()
                .map(pair -> DynamicTest.dynamicTest(
                        name(pair), () -> assertThat(downgraded(ladder, pair)).isEqualTo(pair.get("older"))));
    }

    @TestFactory
    Stream<DynamicTest> aPairThatDiffersIsAnnounced() throws IOException {
        return pairs().stream()
                .filter(pair -> !pair.get("newest").equals(pair.get("older")))
                .map(pair -> DynamicTest.dynamicTest(
                        name(pair), () -> assertThat(ladder.reshapes(endpoint(pair), version(pair)))
                                .isTrue()));
    }

    @Test
    void withoutOneOfTheStepsSomePairFails() throws IOException {
        List<JsonNode> pairs = pairs();
        Set<String> unproven = new HashSet<>();
        for (Step step : StandardSteps.all()) {
            List<Step> others = new ArrayList<>(StandardSteps.all());
            others.removeIf(other -> other.getClass() == step.getClass()
                    && other.change().equals(step.change())
                    && other.since().equals(step.since()));
            Ladder gapped = new Ladder(others);
            if (step.reshapesBody() && pairs.stream().allMatch(pair -> holds(gapped, pair))) {
                unproven.add(step.since() + " " + step.change());
            }
        }

        assertThat(unproven).isEmpty();
    }

    @Test
    void everyStepSaysWhatChanged() {
        assertThat(StandardSteps.all())
                .allSatisfy(step -> assertThat(step.change()).endsWith("."));
    }

    private static boolean holds(Ladder ladder, JsonNode pair) {
        return downgraded(ladder, pair).equals(pair.get("older"));
    }

    /** Written and read again, so that numbers of any width compare as they are told. */
    private static JsonNode downgraded(Ladder ladder, JsonNode pair) {
        JsonNode newest = pair.get("newest").deepCopy();
        return Json.read(Json.write(ladder.downgrade(endpoint(pair), version(pair), newest)));
    }

    private static Endpoint endpoint(JsonNode pair) {
        return Endpoint.valueOf(pair.get("endpoint").asText());
    }

    private static ApiVersion version(JsonNode pair) {
        return ApiVersion.parse(pair.get("version").asText()).orElseThrow();
    }

    private static String name(JsonNode pair) {
        return endpoint(pair) + " " + version(pair) + ": " + pair.get("says").asText();
    }

    private static List<JsonNode> pairs() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().flatMap(LadderGoldenTest::read).collect(Collectors.toList());
        }
    }

    private static Stream<JsonNode> read(Path file) {
        try {
            return Json.read(Files.readAllBytes(file)).valueStream();
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(LadderGoldenTest.class.getResource("/golden/ladder"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
