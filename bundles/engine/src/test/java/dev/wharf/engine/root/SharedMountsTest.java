package dev.wharf.engine.root;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedMountsTest {
    @TempDir
    Path root;

    private SharedMounts mounts;

    @BeforeEach
    void setUp() throws Exception {
        root = root.toRealPath();
        Files.createDirectories(root.resolve("shared/in ner"));
        Files.createDirectories(root.resolve("slave/below"));
        mounts = new SharedMounts(() -> List.of(
                "20 1 8:1 / / rw - ext4 /dev/sda rw",
                "21 20 0:30 / " + root + "/shared rw,noatime shared:5 - tmpfs t rw",
                "22 21 0:31 / " + root + "/shared/in\\040ner rw - tmpfs t rw",
                "23 20 0:32 / " + root + "/slave rw master:7 - tmpfs t rw"));
    }

    private void check(String folder, String propagation) {
        mounts.check(root.resolve(folder).toString(), propagation);
    }

    @Test
    void sharedBindsNeedASharedMount() {
        assertThatCode(() -> check("shared", "rshared")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("shared/in ner", "shared"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("path " + root + "/shared/in ner is mounted on " + root
                        + "/shared/in ner but it is not a shared mount");
        assertThatThrownBy(() -> check("slave/below", "rshared")).hasMessageEndingWith("it is not a shared mount");
    }

    @Test
    void slavesNeedASharedOrSlaveMount() {
        assertThatCode(() -> check("slave/below", "rslave")).doesNotThrowAnyException();
        assertThatCode(() -> check("shared", "slave")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("", "slave"))
                .hasMessage("path " + root + " is mounted on / but it is not a shared or slave mount");
    }

    @Test
    void privateBindsNeedNothing() {
        assertThatCode(() -> check("nosuch", "rprivate")).doesNotThrowAnyException();
        assertThatCode(() -> check("", "")).doesNotThrowAnyException();
    }
}
