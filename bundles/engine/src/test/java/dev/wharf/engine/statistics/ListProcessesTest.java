package dev.wharf.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListProcessesTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private final int self = (int) ProcessHandle.current().pid();

    @TempDir
    Path folder;

    @Test
    void thisProcessIsShownInFull() {
        ContainerProcesses shown = new ListProcesses(Ps.ofHost()).list(List.of(self), "");

        assertThat(shown.titles()).containsExactly("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");
        assertThat(shown.rows()).singleElement().satisfies(row -> {
            assertThat(row).hasSize(8);
            assertThat(row.get(1)).isEqualTo(String.valueOf(self));
        });
    }

    @Test
    void otherOptionsAreThoseOfPs() {
        assertThat(new ListProcesses(Ps.ofHost()).list(List.of(self), "aux").titles())
                .contains("USER", "%CPU", "COMMAND");
        assertThat(new ListProcesses(Ps.ofHost())
                        .list(List.of(self), " -o  pid,comm ")
                        .titles())
                .containsExactly("PID", "COMMAND");
    }

    @Test
    void anOptionThatForbidsTheChoiceOfProcessesWorks() {
        assertThat(new ListProcesses(Ps.ofHost()).list(List.of(self), "afx").rows())
                .hasSize(1);
    }

    @Test
    void optionsThatChooseNoProcessListNone() {
        assertThat(new ListProcesses(Ps.ofHost())
                        .list(List.of(self), "-C nosuch")
                        .rows())
                .isEmpty();
    }

    @Test
    void anOutputWithoutIdsIsRefused() {
        assertThatThrownBy(() -> new ListProcesses(Ps.ofHost()).list(List.of(self), "-o args"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Couldn't find PID field in ps output");
    }

    @Test
    void whatPsDoesNotUnderstandIsTold() {
        assertThatThrownBy(() -> new ListProcesses(Ps.ofHost()).list(List.of(self), "--nosuch"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessageStartingWith("Error running ps: error: ");
    }

    @Test
    void anotherColumnCannotPassForIds() {
        for (String arguments : List.of("-o pid,ppid=PID", "-oppid=PID,args", "-o uid= PID")) {
            assertThatThrownBy(() -> new ListProcesses(Ps.ofHost()).list(List.of(self), arguments))
                    .isInstanceOf(EngineException.InvalidArgument.class)
                    .hasMessageContaining("is not allowed");
        }
        assertThat(new ListProcesses(Ps.ofHost())
                        .list(List.of(self), "-opid=PID")
                        .titles())
                .containsExactly("PID");
    }

    @Test
    void noShellReadsTheArguments() throws IOException {
        Path made = folder.resolve("made");

        assertThatThrownBy(() -> new ListProcesses(Ps.ofHost()).list(List.of(self), "-ef;touch " + made))
                .isInstanceOf(EngineException.InvalidArgument.class);

        assertThat(made).doesNotExist();
    }

    @Test
    void aProgramThatDoesNotEndIsKilled() throws IOException {
        Ps endless = new Ps(script("exec sleep 1000"), Duration.ofMillis(50));

        assertThatThrownBy(() -> new ListProcesses(endless).list(List.of(self), ""))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Error running ps: ");
    }

    @Test
    void endlessOutputIsCutOff() throws IOException {
        Ps endless = new Ps(script("exec yes"), LIMIT);

        assertThatThrownBy(() -> new ListProcesses(endless).list(List.of(self), ""))
                .isInstanceOf(EngineException.Internal.class)
                .hasMessageStartingWith("Error running ps: ");
    }

    @Test
    void aMissingProgramIsTold() {
        Ps missing = new Ps(folder.resolve("nosuch").toString(), LIMIT);

        assertThatThrownBy(() -> new ListProcesses(missing).list(List.of(self), ""))
                .isInstanceOf(EngineException.Internal.class)
                .hasMessageStartingWith("Error running ps: ");
    }

    private String script(String command) throws IOException {
        Path script = folder.resolve("ps");
        Files.createFile(script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(script, "#!/bin/sh\n" + command + "\n").toString();
    }
}
