package dev.wharf.images.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    private static final String HEX = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "busybox, '', busybox",
        "busybox:1.24, '', busybox:1.24",
        "library/busybox, '', busybox",
        "docker.io/busybox, '', busybox",
        "docker.io/library/busybox:x, '', busybox:x",
        "index.docker.io/team/tool, '', team/tool",
        "library/a/b, '', library/a/b",
        "localhost/x, localhost, localhost/x",
        "localhost:5000/team/tool:v1, localhost:5000, localhost:5000/team/tool:v1",
        "quay.io/a/b_c/d-e/f__g, quay.io, quay.io/a/b_c/d-e/f__g",
        "host:5000, '', host:5000",
        "x--y, '', x--y",
    })
    void namesAreNormalised(String text, String domain, String shown) {
        Reference reference = Reference.parse(text);

        assertThat(reference.domain()).isEqualTo(domain);
        assertThat(reference).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "a:",
                "/a",
                "a/",
                "a//b",
                "-a",
                "a-",
                "a..b",
                "a___b",
                "a_-b",
                ".a",
                "a b",
                "a\nb",
                "busybox\n",
                "a@",
                "a@sha256:12",
                "a@md5:" + "00",
                "host.x:port/a",
                "a.b-/c/..",
                "é"
            })
    void malformedNamesAreRefused(String text) {
        assertThatThrownBy(() -> Reference.parse(text)).isInstanceOf(InvalidArgument.class);
        assertThat(Reference.find(text)).isEmpty();
    }

    @Test
    void upperCaseIsRefusedWithItsOwnWords() {
        assertThatThrownBy(() -> Reference.parse("Bad/NAME"))
                .hasMessage("invalid reference format: repository name must be lowercase");
    }

    @Test
    void aBadTagIsRefusedWithTheWordsOfDocker() {
        assertThatThrownBy(() -> Reference.parse("a:-x"))
                .hasMessage("Illegal tag name (-x): only [A-Za-z0-9_.-] are allowed ('.' and '-' are NOT allowed in the"
                        + " initial), minimum 1, maximum 128 in length");
        assertThatThrownBy(() -> Reference.parse("a").withTag("x".repeat(129))).isInstanceOf(InvalidArgument.class);
    }

    @Test
    void aNameThatLooksLikeAnIdIsRefused() {
        assertThatThrownBy(() -> Reference.parse(HEX))
                .hasMessage("Invalid repository name (" + HEX + "), cannot specify 64-byte hexadecimal strings");
    }

    @Test
    void aSchemeIsRefused() {
        assertThatThrownBy(() -> Reference.parse("https://host/a"))
                .hasMessage("Invalid repository name (ex: \"registry.domain.tld/myrepos\")");
    }

    @Test
    void anIndexNameMustNotBeginOrEndWithAHyphen() {
        assertThatThrownBy(() -> Reference.parse("-a.b/c"))
                .hasMessage("Invalid index name (-a.b). Cannot begin or end with a hyphen.");
    }

    @Test
    void aNameHasAtMost255Characters() {
        assertThat(Reference.parse("a".repeat(255)).path()).hasSize(255);
        assertThatThrownBy(() -> Reference.parse("a".repeat(256)))
                .hasMessage("repository name must not be more than 255 characters");
    }

    @Test
    void aDigestBeatsATagInLookups() {
        Reference reference = Reference.parse("team/tool:v1@sha256:" + HEX);

        assertThat(reference.lookupKey()).isEqualTo("team/tool@sha256:" + HEX);
        assertThat(reference.withDefaultTag()).isEqualTo(reference);
    }

    @Test
    void theDefaultTagIsLatest() {
        assertThat(Reference.parse("busybox").lookupKey()).isEqualTo("busybox:latest");
        assertThat(Reference.parse("busybox").withDefaultTag()).hasToString("busybox:latest");
    }
}
