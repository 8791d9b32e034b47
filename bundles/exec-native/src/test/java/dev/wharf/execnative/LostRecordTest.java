package dev.wharf.execnative;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostRecordTest {
    @TempDir
    Path proc = Path.of("");

    @Test
    void theKernelTellsWhatTheRecordSaid() throws IOException {
        process("70", "71 ", "0::/");
        process("71", "", "5:memory:/machines/abc/deeper\n0::/\n");
        Files.createSymbolicLink(proc.resolve("70/fd/5"), Path.of("/dev/pts/ptmx"));
        namespace("71", "pid:[2]");
        namespace("self", "pid:[1]");

        assertThat(new LostRecord(proc, "boot").of(70, "abc"))
                .contains(new TaskRecord("/machines", "abc", true, true, "boot"));
    }

    @Test
    void aProcessOfAnotherGroupIsNotTheirs() throws IOException {
        process("70", "71", "0::/");
        process("71", "", "5:memory:/machines/abcd\n");
        namespace("71", "pid:[1]");
        namespace("self", "pid:[1]");

        assertThat(new LostRecord(proc, "boot").of(70, "abc")).isEmpty();
        assertThat(new LostRecord(proc, "boot").of(71, "abcd")).isEmpty();
        assertThat(new LostRecord(proc, "boot").of(70, "abcd"))
                .contains(new TaskRecord("/machines", "abcd", false, false, "boot"));
    }

    @Test
    void aRecordThatNamesNoGroupOfItsOwnIsNone() {
        TaskRecord record = new TaskRecord("/wharf", "abc", true, true, "boot");

        assertThat(TaskRecord.parse(record.text())).contains(record);
        assertThat(TaskRecord.parse(record.text().replace("cgroup.name=abc\n", "")))
                .isEmpty();
        assertThat(TaskRecord.parse(record.text().replace("abc", ".."))).isEmpty();
        assertThat(TaskRecord.parse(record.text().replace("/wharf", "/wharf/../system")))
                .isEmpty();
        assertThat(TaskRecord.parse(record.text().replace("/wharf", ""))).isEmpty();
    }

    private void process(String pid, String children, String groups) throws IOException {
        Path folder = proc.resolve(pid);
        Files.createDirectories(folder.resolve("fd"));
        Files.createDirectories(folder.resolve("task").resolve(pid));
        Files.writeString(folder.resolve("task").resolve(pid).resolve("children"), children);
        Files.writeString(folder.resolve("cgroup"), groups);
    }

    private void namespace(String pid, String name) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(pid).resolve("ns"));
        Files.createSymbolicLink(folder.resolve("pid"), Path.of(name));
    }
}
