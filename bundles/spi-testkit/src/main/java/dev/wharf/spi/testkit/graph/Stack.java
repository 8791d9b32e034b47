package dev.wharf.spi.testkit.graph;

import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.util.Optional;

/** Layers that a test makes one upon the other, through mounts. */
final class Stack {
    private static final SnapshotKey KEY = new SnapshotKey("stack");

    private final Rig rig;
    private Optional<LayerId> top = Optional.empty();
    private int depth;

    Stack(Rig rig) {
        this.rig = rig;
    }

    /** The layer that was made last. */
    LayerId top() {
        return top.orElseThrow();
    }

    /** Makes a layer on top, and lets what was done be seen at once, too. */
    Stack layer(Tree.Work work) throws IOException {
        rig.mounted(rig.driver().prepare(KEY, top), work);
        var layer = new LayerId("layer-" + depth++);
        rig.driver().commit(layer, KEY);
        top = Optional.of(layer);
        return this;
    }

    /** Looks at the top layer in a view, and in a snapshot that can be written. */
    void see(Tree.Work look) throws IOException {
        see(top(), look);
    }

    /** Looks at a layer in a view, and in a snapshot that can be written. */
    void see(LayerId layer, Tree.Work look) throws IOException {
        rig.mounted(rig.driver().view(KEY, layer), look);
        rig.driver().remove(KEY);
        rig.mounted(rig.driver().prepare(KEY, Optional.of(layer)), look);
        rig.driver().remove(KEY);
    }

    /** Changes the tree in one mount, and looks at it there, after another mount, and as a layer. */
    void changeAndSee(Tree.Work change, Tree.Work look) throws IOException {
        rig.mounted(rig.driver().prepare(KEY, top), tree -> {
            change.in(tree);
            look.in(tree);
        });
        rig.mounted(rig.driver().mounts(KEY), look);
        var layer = new LayerId("layer-" + depth++);
        rig.driver().commit(layer, KEY);
        see(layer, look);
    }
}
