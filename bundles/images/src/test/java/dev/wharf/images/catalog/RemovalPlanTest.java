package dev.wharf.images.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.image.ImageUsers.User;
import dev.wharf.engine.api.image.Removal;
import dev.wharf.engine.api.image.Removal.Deleted;
import dev.wharf.engine.api.image.Removal.Untagged;
import dev.wharf.images.catalog.RemovalPlan.Mode;
import dev.wharf.images.content.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemovalPlanTest {
    private static final Mode PLAIN = new Mode(false, true);
    private static final Mode FORCED = new Mode(true, true);
    private static final String CONTAINER = "c17b648bcbca" + "0".repeat(52);
    private static final String DIGEST = "@" + Digest.of(new byte[0]);

    private final Images images = new Images();
    private final Map<String, List<User>> users = new HashMap<>();

    @Test
    void theLastNameTakesTheImageWithIt() {
        Digest id = images.add("a", Optional.empty(), "a:latest");

        assertThat(steps("a", PLAIN)).containsExactly(new Untagged("a:latest", id + ""), new Deleted(id + ""));
    }

    @Test
    void oneOfTwoNamesLeavesTheImage() {
        Digest id = images.add("a", Optional.empty(), "a:latest", "b:latest");
        uses(id, true);

        assertThat(steps("a", PLAIN)).containsExactly(new Untagged("a:latest", id + ""));
    }

    @Test
    void anIdWithOneNameTakesTheNameFirst() {
        Digest id = images.add("a", Optional.empty(), "a:latest");

        assertThat(steps(id.shortHex(), PLAIN))
                .containsExactly(new Untagged("a:latest", id + ""), new Deleted(id + ""));
    }

    @Test
    void anIdWithTwoNamesNeedsForce() {
        Digest id = images.add("a", Optional.empty(), "a:latest", "b:latest");

        assertConflict(
                id.hex(),
                PLAIN,
                "conflict: unable to delete " + id.shortHex()
                        + " (must be forced) - image is referenced in one or more repositories");
        assertThat(steps(id.hex(), FORCED))
                .containsExactly(
                        new Untagged("a:latest", id + ""), new Untagged("b:latest", id + ""), new Deleted(id + ""));
    }

    @Test
    void theLastNameOfAUsedImageNeedsForce() {
        Digest id = images.add("a", Optional.empty(), "busybox:latest");
        uses(id, false);

        assertConflict(
                "busybox:latest",
                PLAIN,
                "conflict: unable to remove repository reference \"busybox:latest\" (must force) - container"
                        + " c17b648bcbca is using its referenced image " + id.shortHex());
        assertThat(steps("busybox", FORCED)).contains(new Deleted(id + ""));
    }

    @Test
    void anImageOfAStoppedContainerNeedsForceById() {
        Digest id = images.add("a", Optional.empty());
        uses(id, false);

        assertConflict(
                id.hex(),
                PLAIN,
                "conflict: unable to delete " + id.shortHex()
                        + " (must be forced) - image is being used by stopped container c17b648bcbca");
        assertThat(steps(id.hex(), FORCED)).containsExactly(new Deleted(id + ""));
    }

    @Test
    void anImageOfARunningContainerStays() {
        Digest id = images.add("a", Optional.empty(), "a:latest");
        uses(id, true);

        assertConflict(
                id.hex(),
                FORCED,
                "conflict: unable to delete " + id.shortHex()
                        + " (cannot be forced) - image is being used by running container c17b648bcbca");
        assertThat(steps("a", FORCED)).containsExactly(new Untagged("a:latest", id + ""));
    }

    @Test
    void removingAParentWithChildrenIsRefused() {
        Digest parent = images.add("a", Optional.empty());
        images.add("ab", Optional.of(parent), "child:latest");

        assertConflict(
                parent.hex(),
                FORCED,
                "conflict: unable to delete " + parent.shortHex()
                        + " (cannot be forced) - image has dependent child images");
    }

    @Test
    void aNameOfAParentGoesAndTheParentStays() {
        Digest parent = images.add("a", Optional.empty(), "a:latest");
        images.add("ab", Optional.of(parent), "child:latest");

        assertThat(steps("a", PLAIN)).containsExactly(new Untagged("a:latest", parent + ""));
    }

    @Test
    void untaggedParentsGoToo() {
        Digest base = images.add("a", Optional.empty(), "base:latest");
        Digest middle = images.add("ab", Optional.of(base));
        Digest top = images.add("abc", Optional.of(middle), "top:latest");

        assertThat(steps("top", PLAIN))
                .containsExactly(new Untagged("top:latest", top + ""), new Deleted(top + ""), new Deleted(middle + ""));
    }

    @Test
    void parentsStayWhenTheyAreNotPrunedOrHaveAnotherChildOrAreUsed() {
        Digest base = images.add("a", Optional.empty());
        Digest top = images.add("ab", Optional.of(base), "top:latest");

        assertThat(steps("top", new Mode(false, false))).doesNotContain(new Deleted(base + ""));

        uses(base, false);
        assertThat(steps("top", FORCED)).contains(new Deleted(top + "")).doesNotContain(new Deleted(base + ""));

        users.clear();
        images.add("ac", Optional.of(base), "other:latest");
        assertThat(steps("top", PLAIN)).doesNotContain(new Deleted(base + ""));
    }

    @Test
    void digestsOfTheRepositoryGoWithItsLastTag() {
        Digest id = images.add("a", Optional.empty(), "a:latest", "a" + DIGEST);

        assertThat(steps("a", PLAIN))
                .containsExactly(
                        new Untagged("a:latest", id + ""), new Untagged("a" + DIGEST, id + ""), new Deleted(id + ""));
    }

    @Test
    void aDigestGoesAlone() {
        Digest id = images.add("a", Optional.empty(), "a:latest", "a" + DIGEST);

        assertThat(steps("a" + DIGEST, PLAIN)).containsExactly(new Untagged("a" + DIGEST, id + ""));
    }

    private List<Removal> steps(String text, Mode mode) {
        return RemovalPlan.of(images.snapshot(), text, mode, id -> users.getOrDefault(id, List.of()))
                .steps();
    }

    private void assertConflict(String text, Mode mode, String message) {
        assertThatThrownBy(() -> steps(text, mode)).isInstanceOf(Conflict.class).hasMessage(message);
    }

    private void uses(Digest image, boolean isRunning) {
        users.put(image.toString(), List.of(new User(CONTAINER, "x", isRunning)));
    }
}
