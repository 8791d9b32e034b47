package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.NamedValue;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the driver tells of its snapshots and of itself. */
abstract class ReportsTopic extends GraphTopic {

    @Test
    void theListTellsWhatStatTells() throws IOException {
        rig().layer("base", NO_PARENT);
        driver().prepare(KEY, Optional.of(BASE));
        driver().view(new SnapshotKey("view"), BASE);

        assertThat(driver().list()).hasSize(3).allSatisfy(each -> assertThat(driver().stat(each.ref()))
                .contains(each));
    }

    @Test
    void theListIsASnapshotOfItself() {
        driver().prepare(KEY, NO_PARENT);
        List<SnapshotInfo> before = driver().list();

        driver().remove(KEY);

        assertThat(before).hasSize(1);
    }

    @Test
    void eachLineOfTheStatusHasANameOfItsOwn() {
        assertThat(driver().status())
                .extracting(NamedValue::name)
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void detailsHaveNamesOfTheirOwn() throws IOException {
        rig().layer("base", NO_PARENT);
        driver().prepare(KEY, Optional.of(BASE));
        var view = new SnapshotKey("view");
        driver().view(view, BASE);

        for (var ref : List.of(BASE, KEY, view)) {
            assertThat(driver().details(ref))
                    .extracting(NamedValue::name)
                    .doesNotHaveDuplicates()
                    .doesNotContain("");
        }
    }
}
