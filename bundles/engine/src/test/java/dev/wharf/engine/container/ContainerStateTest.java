package dev.wharf.engine.container;

import static dev.wharf.engine.container.ContainerState.CREATED;
import static dev.wharf.engine.container.ContainerState.DEAD;
import static dev.wharf.engine.container.ContainerState.EXITED;
import static dev.wharf.engine.container.ContainerState.PAUSED;
import static dev.wharf.engine.container.ContainerState.REMOVING;
import static dev.wharf.engine.container.ContainerState.RESTARTING;
import static dev.wharf.engine.container.ContainerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContainerStateTest {
    private static final Map<ContainerState, List<ContainerState>> LEGAL = Map.of(
            CREATED, List.of(CREATED, RUNNING, REMOVING),
            RUNNING, List.of(PAUSED, RESTARTING, EXITED),
            PAUSED, List.of(RUNNING, RESTARTING, EXITED),
            RESTARTING, List.of(RUNNING, RESTARTING, EXITED),
            EXITED, List.of(RUNNING, RESTARTING, EXITED, REMOVING),
            REMOVING, List.of(REMOVING, DEAD),
            DEAD, List.of(REMOVING, DEAD));

    @ParameterizedTest
    @EnumSource
    void leadsToTheStatesOfTheTableAlone(ContainerState state) {
        List<ContainerState> reached =
                Arrays.stream(ContainerState.values()).filter(state::leadsTo).toList();

        assertThat(reached).containsExactlyInAnyOrderElementsOf(LEGAL.getOrDefault(state, List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAllOtherSteps(ContainerState state) {
        Arrays.stream(ContainerState.values())
                .filter(next -> !LEGAL.getOrDefault(state, List.of()).contains(next))
                .forEach(next -> assertThatThrownBy(() -> state.to(next)).isInstanceOf(IllegalStateException.class));
    }

    @ParameterizedTest
    @EnumSource
    void hasAPhaseOfTheSameName(ContainerState state) {
        assertThat(state.phase().name()).isEqualTo(state.name());
    }
}
