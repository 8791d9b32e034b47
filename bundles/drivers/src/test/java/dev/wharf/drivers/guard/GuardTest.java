package dev.wharf.drivers.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.driver.DriverHealth;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.OutOfMemoryNotices;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TaskResources;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class GuardTest {
    private static final Instant NOW = Instant.parse("2015-11-03T10:00:00Z");
    private static final TaskId ONE = new TaskId("one");

    private final FakeExec fake = new FakeExec();
    private final Guard guard = new Guard("exec", "x", Clock.fixed(NOW, ZoneOffset.UTC));
    private final ExecutionDriver driver = guard.guarded(ExecutionDriver.class, fake);

    @AfterEach
    void close() {
        guard.close();
    }

    private Task task() {
        return driver.recover(ONE).orElseThrow();
    }

    private static void throwsKind(Kind kind, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DriverException.class, error -> {
            assertThat(error.kind()).isEqualTo(kind);
            assertThat(error).hasMessageContaining(message);
        });
    }

    @Test
    void aCallRunsOnAThreadOfTheGuardAndAnswers() {
        task().signal(15);

        assertThat(fake.done).singleElement().asString().startsWith("signal 15 on exec driver x call ");
    }

    @Test
    void aPlainReadRunsOnTheThreadOfItsCaller() {
        var thread = new CompletableFuture<Thread>();
        fake.ending = () -> {
            thread.complete(Thread.currentThread());
            return fake.exit;
        };

        assertThat(task().exit()).isNotDone();

        assertThat(thread).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void whatADriverThrowsByTheRulesPassesUnchanged() {
        var error = new DriverException(Kind.NOT_FOUND, "no such thing");
        fake.listing = () -> {
            throw error;
        };

        assertThatThrownBy(driver::list).isSameAs(error);
    }

    @Test
    void whateverElseItThrowsIsAnInternalErrorThatNamesDriverAndCall() {
        for (Throwable foreign :
                List.of(new IllegalStateException("boom"), new NoClassDefFoundError("a/B"), new StackOverflowError())) {
            fake.listing = () -> {
                throw FakeFaults.<RuntimeException>sneaky(foreign);
            };

            throwsKind(Kind.INTERNAL, driver::list, "exec driver \"x\" failed in list: " + foreign);
        }
        assertThat(guard.health().errors()).isEqualTo(3);
    }

    @Test
    void theEndOfMemoryPasses() {
        var error = new OutOfMemoryError("on purpose");
        fake.listing = () -> {
            throw error;
        };

        assertThatThrownBy(driver::list).isSameAs(error);
        assertThat(guard.health().errors()).isOne();
    }

    @Test
    void nullIsNoAnswer() {
        fake.listing = FakeFaults::nothing;
        fake.recovery = FakeFaults::nothing;
        fake.status = () -> Arrays.asList(new NamedValue("a", "b"), FakeFaults.nothing());

        throwsKind(Kind.INTERNAL, driver::list, "exec driver \"x\" failed in list: it returned null");
        throwsKind(Kind.INTERNAL, () -> driver.recover(ONE), "failed in recover: it returned null");
        throwsKind(Kind.INTERNAL, driver::status, "failed in status: it returned null in a list");
    }

    @Test
    void anAnswerOfAWrongTypeOrAboutAnotherThingIsNone() {
        fake.listing = () -> FakeFaults.cast(List.of("text"));
        fake.recovery = () -> Optional.of(fake.new FakeTask(new TaskId("two")));

        throwsKind(Kind.INTERNAL, driver::list, "it returned a java.lang.String");
        throwsKind(Kind.INTERNAL, () -> driver.recover(ONE), "it was asked for one and returned two");
    }

    @Test
    void listsAreCopies() {
        List<TaskId> theirs = new ArrayList<>(List.of(ONE));
        fake.listing = () -> theirs;

        List<TaskId> ours = driver.list();
        theirs.clear();

        assertThat(ours).containsExactly(ONE);
    }

    @Test
    void whatIsHandedOutIsGuardedWithAllItsCapabilities() {
        Task task = task();
        TaskResources resources = task.as(TaskResources.class).orElseThrow();

        resources.pause();

        assertThat(fake.done).contains("pause");
        assertThat(resources).isSameAs(task).isNotInstanceOf(FakeExec.FakeTask.class);
        assertThat(task.as(OutOfMemoryNotices.class)).isEmpty();
        assertThat(task.as(FakeExec.FakeTask.class)).isEmpty();
        assertThat(driver.as(ExecutionDriver.class)).containsSame(driver);
        assertThat(task.execs()).containsExactly(new TaskId("overridden"));
    }

    @Test
    void twoGuardsOfOneObjectAreEqualAndTellWhatTheyAre() {
        Task first = task();
        Task second = task();

        assertThat(first).isEqualTo(second).hasSameHashCodeAs(second).isNotEqualTo(driver);
        assertThat(first).hasToString("Task of exec driver \"x\"");
        assertThat(driver).hasToString("ExecutionDriver of exec driver \"x\"");
    }

    @Test
    void anEndIsToldOnceAndAsTheDriverTellsIt() {
        CompletableFuture<ExitStatus> exit = task().exit();
        ExitStatus status = new ExitStatus(3, OptionalInt.empty(), false, NOW);

        fake.exit.complete(status);

        assertThat(exit).isCompletedWithValue(status);
    }

    @Test
    void anEndThatIsNoneIsAnInternalError() {
        CompletableFuture<ExitStatus> exit = task().exit();
        fake.exit.completeExceptionally(new IllegalStateException("boom"));

        assertThatThrownBy(exit::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .cause()
                .hasMessageContaining("exec driver \"x\" failed in exit");
        fake.ending = () -> CompletableFuture.completedFuture(FakeFaults.nothing());
        assertThatThrownBy(task().exit()::join).hasMessageContaining("it completed without a value");
        fake.ending = FakeFaults::nothing;
        throwsKind(Kind.INTERNAL, () -> task().exit(), "failed in exit: it returned null");
        assertThat(guard.health().errors()).isEqualTo(3);
    }

    @Test
    void callsAreCountedAndTheFaultsOfCallersAreNoErrorsOfTheDriver() {
        fake.listing = () -> {
            throw new DriverException(Kind.IN_USE, "it is in use");
        };
        throwsKind(Kind.IN_USE, driver::list, "in use");
        fake.listing = () -> {
            throw new DriverException(Kind.EXHAUSTED, "the disk is full");
        };
        throwsKind(Kind.EXHAUSTED, driver::list, "full");

        DriverHealth health = guard.health();

        assertThat(health.calls()).isEqualTo(2);
        assertThat(health.errors()).isOne();
        assertThat(health.stuck()).isZero();
        assertThat(health.lastError()).contains(new DriverHealth.LastError("list", "the disk is full", NOW));
        assertThat(health.slowest()).hasValueSatisfying(slow -> {
            assertThat(slow.call()).isEqualTo("list");
            assertThat(slow.time()).isPositive();
        });
    }

    @Test
    void afterTheCloseOnlyClosingSucceeds() {
        Task task = task();
        var root = task.root();

        guard.close(driver, java.time.Duration.ofSeconds(5));

        assertThat(fake.done).containsExactly("close");
        throwsKind(Kind.UNAVAILABLE, driver::list, "exec driver \"x\" is not available: it was closed since");
        throwsKind(Kind.UNAVAILABLE, task::pid, "it was closed since");
        root.close();
        driver.close();
        assertThat(fake.done).containsExactly("close");
    }

    @Test
    void aProcessIsGuardedToo() {
        TaskProcess process = task().exec(new TaskId("two"), FakeFaults.process(), FakeFaults.stdio());

        assertThat(process.id()).isEqualTo(new TaskId("two"));
        assertThat(process).hasToString("TaskProcess of exec driver \"x\"");
    }
}
