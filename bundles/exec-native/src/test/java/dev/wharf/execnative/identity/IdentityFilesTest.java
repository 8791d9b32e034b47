package dev.wharf.execnative.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IdentityFilesTest {
    private final IdentityFiles files = IdentityFiles.of(
            "root:x:0:0:root:/root:/bin/sh\n# comment\n\nme:x:7:8::/home/me:\nbroken\n77:x:5:5::/five:\n",
            "root:x:0:\nus:x:8:\nothers:x:9:me,you\nwheel:x:10:root\n");

    @Test
    void nobodyNamedIsRoot() {
        assertThat(files.find("", List.of())).isEqualTo(new Identity(0, 0, List.of(10), "/root"));
    }

    @Test
    void aNameHasItsGroups() {
        assertThat(files.find("me", List.of("us", "55"))).isEqualTo(new Identity(7, 8, List.of(9, 8, 55), "/home/me"));
    }

    @Test
    void aNumberNeedNotBeInTheFiles() {
        assertThat(files.find("4000:5000", List.of())).isEqualTo(new Identity(4000, 5000, List.of(), "/"));
    }

    @Test
    void aNamedGroupTakesThePlaceOfTheUsersOwn() {
        assertThat(files.find("me:others", List.of())).isEqualTo(new Identity(7, 9, List.of(), "/home/me"));
    }

    @Test
    void aNameThatLooksLikeANumberIsAName() {
        assertThat(files.find("77", List.of()).uid()).isEqualTo(5);
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> files.find("nobody", List.of()))
                .isInstanceOf(DriverException.class)
                .hasMessage("Unable to find user nobody");
        assertThatThrownBy(() -> files.find("me:nogroup", List.of())).hasMessage("Unable to find group nogroup");
    }

    @Test
    void emptyFilesLeaveRoot() {
        assertThat(IdentityFiles.of("", "").find("", List.of())).isEqualTo(new Identity(0, 0, List.of(), "/"));
    }
}
