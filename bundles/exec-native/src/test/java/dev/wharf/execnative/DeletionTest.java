package dev.wharf.execnative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DeletionTest {
    private final Deletion deletion = new Deletion("task t");
    private final AtomicInteger runs = new AtomicInteger();

    private void refuse() {
        runs.incrementAndGet();
        throw new LinuxException(Errno.EIO, "rmdir /x");
    }

    @Test
    void whatWasDeletedIsNotDeletedAgain() {
        deletion.run(runs::incrementAndGet);
        deletion.run(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void aRefusalOfTheKernelIsAFaultOfTheDriver() {
        assertThatThrownBy(() -> deletion.run(this::refuse))
                .isInstanceOf(DriverException.class)
                .hasMessageStartingWith("cannot delete task t: rmdir /x: ")
                .extracting(e -> ((DriverException) e).kind())
                .isEqualTo(Kind.INTERNAL);
    }

    @Test
    void oneThatFailedMayBeTriedAgain() {
        assertThatThrownBy(() -> deletion.run(this::refuse)).isInstanceOf(DriverException.class);

        assertThatCode(() -> deletion.run(runs::incrementAndGet)).doesNotThrowAnyException();
        assertThat(runs).hasValue(2);
    }
}
