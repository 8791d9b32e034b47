package dev.wharf.itests.torture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares what is there with what was acknowledged. */
final class Proof {
    private final Scene scene;

    Proof(Scene scene) {
        this.scene = scene;
    }

    /** What was made and not removed is there; what was removed is not. */
    void nothingIsLost() {
        compare("container", "GET /containers/json?all=1", scene.ledger().containers());
        compare("image", "GET /images/json?all=1", scene.ledger().images());
    }

    private void compare(String what, String list, Map<String, Ledger.Entry> entries) {
        Map<String, Ledger.Entry> before = Ledger.copy(entries);
        Set<String> there = ids(list);
        Set<String> lost = Ledger.lost(before, Ledger.copy(entries), there);
        Set<String> risen = Ledger.risen(before, there);
        if (!lost.isEmpty()) {
            scene.findings().add("list", what + "s are lost: " + lost);
        }
        if (!risen.isEmpty()) {
            scene.findings().add("list", what + "s were removed and are there: " + risen);
        }
    }

    private Set<String> ids(String list) {
        Set<String> ids = new TreeSet<>();
        for (JsonNode one : scene.api().settle(Request.of("list", list, 200)).json()) {
            ids.add(one.path("Id").asText());
        }
        return ids;
    }

    /** The images that were to stay are whole. Removes them. */
    void imagesAreWhole() {
        scene.ledger().marks().forEach((image, mark) -> {
            Storage.check(scene, image, mark);
            Storage.removeImage(scene, image);
        });
    }
}
