package dev.wharf.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
class RootAloneTest {
    private static final Kernel KERNEL = Linux.kernel();

    @TempDir
    Path folder;

    @Test
    void showsWhatAMountHides() throws IOException, InterruptedException {
        Path hidden = Files.createDirectory(folder.resolve("hidden"));
        Files.writeString(hidden.resolve("below"), "below");
        Process other =
                inOtherNamespace("mount -t tmpfs none " + hidden + " && touch " + hidden + "/above && echo ready");
        try (Fd namespace = KERNEL.files().open("/proc/" + other.pid() + "/ns/mnt", Flags.O_RDONLY, 0);
                Fd root = KERNEL.processes().rootAlone(namespace);
                Fd seen = KERNEL.files().openIn(root, hidden.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            assertThat(KERNEL.files().list(seen)).containsExactly("below");
        } finally {
            other.getOutputStream().close();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.exists(hidden.resolve("below"))).isTrue();
    }

    @Test
    void staysWhereItIsAttached() throws IOException, InterruptedException {
        Path place = Files.createDirectory(folder.resolve("place"));
        Process other = inOtherNamespace("echo ready");
        try (Fd namespace = KERNEL.files().open("/proc/" + other.pid() + "/ns/mnt", Flags.O_RDONLY, 0);
                Fd root = KERNEL.processes().rootAlone(namespace)) {
            KERNEL.mounts().attach(root, place.toString());
        } finally {
            other.getOutputStream().close();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        try {
            assertThat(place.resolve("etc")).isDirectory();
        } finally {
            KERNEL.mounts().unmount(place.toString(), 0);
        }
    }

    private static Process inOtherNamespace(String script) throws IOException {
        Process process = new ProcessBuilder("unshare", "-m", "sh", "-c", script + "; read line").start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return process;
    }
}
