package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final List<String> undone = new ArrayList<>();

    @Test
    void areUndoneInReverse() {
        try (Steps steps = new Steps()) {
            steps.made(() -> undone.add("first"));
            steps.made(() -> undone.add("second"));
        }

        assertThat(undone).containsExactly("second", "first");
    }

    @Test
    void areKeptOnSuccess() {
        try (Steps steps = new Steps()) {
            steps.made(() -> undone.add("first"));
            steps.keep();
        }

        assertThat(undone).isEmpty();
    }

    @Test
    void keepTheFirstErrorAndSuppressLaterOnes() {
        assertThatThrownBy(this::failThrice).hasMessage("work").satisfies(error -> {
            Throwable second = error.getSuppressed()[0];
            assertThat(second).hasMessage("second");
            assertThat(second.getSuppressed()[0]).hasMessage("first");
        });

        assertThat(undone).containsExactly("between");
    }

    private void failThrice() {
        try (Steps steps = new Steps()) {
            steps.made(() -> fail("first"));
            steps.made(() -> undone.add("between"));
            steps.made(() -> fail("second"));
            fail("work");
        }
    }

    private static void fail(String message) {
        throw new IllegalStateException(message);
    }
}
