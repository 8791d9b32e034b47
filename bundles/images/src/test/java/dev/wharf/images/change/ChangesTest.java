package dev.wharf.images.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.ContainerConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesTest {
    @Test
    void commandsHaveAListFormAndAShellForm() {
        assertThat(applied("CMD [\"a\", \"b c\"]").cmd()).contains(List.of("a", "b c"));
        assertThat(applied("cmd echo $HOME").cmd()).contains(List.of("/bin/sh", "-c", "echo $HOME"));
        assertThat(applied("CMD [ -f /x ] && y").cmd()).contains(List.of("/bin/sh", "-c", "[ -f /x ] && y"));
        assertThat(applied("ENTRYPOINT [\"/run\"]").entrypoint()).contains(List.of("/run"));
    }

    @Test
    void anEntrypointResetsACommandThatWasInherited() {
        ContainerConfig base = ContainerConfig.builder().cmd(List.of("sh")).build();

        assertThat(Changes.apply(List.of("ENTRYPOINT [\"/run\"]"), base).cmd()).contains(List.of());
        assertThat(Changes.apply(List.of("CMD x", "ENTRYPOINT [\"/run\"]"), base)
                        .cmd())
                .contains(List.of("/bin/sh", "-c", "x"));
        assertThat(applied("ENTRYPOINT [\"/run\"]").cmd()).isEmpty();
    }

    @Test
    void environmentIsMergedByNameInOrder() {
        ContainerConfig base =
                ContainerConfig.builder().env(List.of("A=0", "B=2")).build();

        ContainerConfig config = Changes.apply(List.of("ENV A=1 C=\"3 4\" D=5\\ 6", "ENV E rest of line"), base);

        assertThat(config.env()).containsExactly("A=1", "B=2", "C=3 4", "D=5 6", "E=rest of line");
    }

    @Test
    void variablesAreReplacedByTheValuesBeforeTheLine() {
        ContainerConfig config = applied("ENV A=/a", "ENV A=/b B=$A", "WORKDIR $B", "LABEL where=${A}/x '$A'='$A'");

        assertThat(config.env()).containsExactly("A=/b", "B=/a");
        assertThat(config.workingDir()).isEqualTo("/a");
        assertThat(config.labels()).isEqualTo(Map.of("where", "/b/x", "$A", "$A"));
    }

    @Test
    void portsHaveAProtocolAndMayBeARange() {
        assertThat(applied("EXPOSE 80 53/udp 7000-7002 8080:90/tcp").exposedPorts())
                .containsExactly("80/tcp", "53/udp", "7000/tcp", "7001/tcp", "7002/tcp", "90/tcp");
    }

    @Test
    void volumesAreAListOrWords() {
        assertThat(applied("VOLUME [\"/a b\"]", "VOLUME /c /d").volumes()).containsExactly("/a b", "/c", "/d");
    }

    @Test
    void aRelativeWorkingFolderBelongsToTheOneBefore() {
        assertThat(applied("WORKDIR /a", "WORKDIR b", "WORKDIR ../c").workingDir())
                .isEqualTo("/a/c");
        assertThat(applied("WORKDIR b").workingDir()).isEqualTo("/b");
    }

    @Test
    void linesMayBeContinuedAndCommented() {
        assertThat(applied("# no\nENV A=1 \\\n  # in between\n\n  B=2\n\nUSER me")
                        .env())
                .containsExactly("A=1", "B=2");
    }

    @Test
    void triggersAndSignalsAreKeptAsWritten() {
        ContainerConfig config = applied("ONBUILD RUN make", "STOPSIGNAL SIGINT", "USER me");

        assertThat(config.onBuild()).containsExactly("RUN make");
        assertThat(config.stopSignal()).isEqualTo("SIGINT");
        assertThat(config.user()).isEqualTo("me");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "RUN x|run is not a valid change command",
                "ENV A|ENV must have two arguments",
                "ENV A=1 B|Syntax error - can't find = in \"B\". Must be of the form: name=value",
                "ENV|ENV requires at least one argument",
                "LABEL|LABEL requires at least one argument",
                "EXPOSE|EXPOSE requires at least one argument",
                "EXPOSE web|Invalid containerPort: web",
                "EXPOSE 70000|Invalid containerPort: 70000",
                "EXPOSE 1/xyz|Invalid proto: xyz",
                "USER|USER requires exactly one argument",
                "WORKDIR|WORKDIR requires exactly one argument",
                "VOLUME|VOLUME requires at least one argument",
                "VOLUME [\"\"]|VOLUME requires at least one argument",
                "STOPSIGNAL nine|Invalid signal: nine",
                "STOPSIGNAL 65|Invalid signal: 65",
                "CMD [\"a\", 1]|When using JSON array syntax, arrays must be comprised of strings only.",
                "ONBUILD ONBUILD RUN x|Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
                "ONBUILD FROM x|FROM isn't allowed as an ONBUILD trigger",
                "USER ${a|Missing ':' in substitution: ${a",
                "USER ${a:?b}|Unsupported modifier (?) in substitution: ${a:?b}",
            })
    void whatIsMalformedIsRefusedWithTheWordsOfDocker(String line, String message) {
        assertThatThrownBy(() -> applied(line))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$A|1",
                "${A}b|1b",
                "$|$",
                "a$|a$",
                "$Bx|``",
                "${B:-$A}|1",
                "${A:-2}|1",
                "${A:+2}|2",
                "${B:+2}|``",
                "'$A'|$A",
                "\"$A\"|1",
                "\"\\$A\"|$A",
                "\\$A|$A",
                "\"a\\b\"|a\\b",
                "$1x|x",
                "a\\|a",
            })
    void variablesAreReplaced(String word, String result) {
        assertThat(Substitution.of(word, List.of("A=1"))).isEqualTo(result);
    }

    private static ContainerConfig applied(String... lines) {
        return Changes.apply(List.of(lines), ContainerConfig.empty());
    }
}
