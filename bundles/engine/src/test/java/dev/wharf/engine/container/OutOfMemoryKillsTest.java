package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutOfMemoryKillsTest {
    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
    }

    @Test
    void tellsEachKillOnceWhileTheContainerRunsOn() {
        String id = rig.run("sleep");

        rig.execution().task(id).killForMemory();
        rig.execution().task(id).killForMemory();

        assertThat(rig.events().actions()).containsExactly("create", "start", "oom", "oom");
        assertThat(rig.containers().inspect(id).status().outOfMemory()).isTrue();
    }

    @Test
    void doesNotTellAgainAtTheEndWhatWasTold() {
        String id = rig.run("sleep");
        var task = rig.execution().task(id);

        task.killForMemory();
        task.end(137, true);

        assertThat(rig.events().actions()).containsExactly("create", "start", "oom", "die");
        assertThat(rig.containers().inspect(id).status().outOfMemory()).isTrue();
    }

    @Test
    void tellsAtTheEndWhatNoNoticeTold() {
        String id = rig.run("sleep");

        rig.execution().task(id).end(137, true);

        assertThat(rig.events().actions()).containsExactly("create", "start", "oom", "die");
    }

    @Test
    void doesNotTellAgainAfterARestartOfTheDaemon() {
        String id = rig.run("sleep");
        rig.execution().task(id).killForMemory();
        rig.adoption().detach(rig.table().get(id));
        Rig after = rig.restarted();
        after.drivers().execution().arrive("fake", after.execution());
        after.adoption().adopt(after.table().get(id));

        after.execution().task(id).end(137, true);

        assertThat(after.events().actions()).containsExactly("die");
        assertThat(after.containers().inspect(id).status().outOfMemory()).isTrue();
    }

    @Test
    void forgetsTheKillsAtTheNextStart() {
        String id = rig.run("sleep");
        rig.execution().task(id).killForMemory();
        rig.execution().task(id).end(0, true);
        rig.timer.settle();

        rig.lifecycle().start(id);

        assertThat(rig.containers().inspect(id).status().outOfMemory()).isFalse();
    }
}
