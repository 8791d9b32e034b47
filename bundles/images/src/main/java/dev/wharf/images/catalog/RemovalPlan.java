package dev.wharf.images.catalog;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.image.ImageUsers.User;
import dev.wharf.engine.api.image.Removal;
import dev.wharf.images.content.Digest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the removal of an image does: the rules of Docker 1.10 to 20.10 ({@code daemon/image_delete.go}) with the words of
 * 1.9. Looks only at a snapshot, changes nothing.
 */
public final class RemovalPlan {
    private final Snapshot snapshot;
    private final Function<String, List<User>> users;
    private final List<Removal> steps = new ArrayList<>();
    private final Set<String> lostNames = new LinkedHashSet<>();
    private final Set<String> lostImages = new LinkedHashSet<>();

    private RemovalPlan(Snapshot snapshot, Function<String, List<User>> users) {
        this.snapshot = snapshot;
        this.users = users;
    }

    /**
     * How to remove.
     *
     * @param isForced also when the image has several names or is used by a container that does not run
     * @param isPruning whether untagged parents go, too
     */
    public record Mode(boolean isForced, boolean isPruning) {}

    /**
     * Plans a removal.
     *
     * @param text that the user named the image by
     * @param users the containers of an image, by its full id
     * @throws dev.wharf.engine.api.EngineException.NotFound when there is no such image
     * @throws Conflict when it must not be removed
     */
    public static RemovalPlan of(Snapshot snapshot, String text, Mode mode, Function<String, List<User>> users) {
        Resolution found = snapshot.resolve(text);
        var plan = new RemovalPlan(snapshot, users);
        if (found.name().isPresent()) {
            plan.byName(found.image(), found.name().get(), text, mode);
        } else {
            plan.byId(found.image(), mode);
        }
        return plan;
    }

    /** What was done, in order. */
    public List<Removal> steps() {
        return List.copyOf(steps);
    }

    /** An image as it was before the removal, by its full id. */
    public Optional<StoredImage> image(String id) {
        return Digest.parse(id).flatMap(digest -> snapshot.find(digest.hex()));
    }

    /** The images that go. */
    public List<StoredImage> lostImages() {
        return lostImages.stream().flatMap(hex -> snapshot.find(hex).stream()).toList();
    }

    /** The change of the catalog. */
    public Edit edit() {
        return new Edit(List.of(), Map.of(), lostNames, lostImages);
    }

    private void byName(StoredImage image, String name, String text, Mode mode) {
        if (!mode.isForced() && isSingle(names(image))) {
            users(image).stream().findFirst().ifPresent(user -> {
                throw new Conflict("conflict: unable to remove repository reference \"" + text
                        + "\" (must force) - container " + shortId(user) + " is using its referenced image "
                        + image.id().shortHex());
            });
        }
        untag(image, name);
        untagLoneDigests(image, name);
        if (names(image).isEmpty()) {
            delete(image, mode, true);
        }
    }

    private void untagLoneDigests(StoredImage image, String name) {
        String repository = repository(name);
        List<String> siblings = names(image).stream()
                .filter(other -> repository(other).equals(repository))
                .toList();
        if (!isDigest(name) && siblings.stream().allMatch(RemovalPlan::isDigest)) {
            siblings.forEach(digest -> untag(image, digest));
        }
    }

    private void byId(StoredImage image, Mode mode) {
        if (isSingle(names(image))) {
            hardObstacle(image)
                    .or(() -> mode.isForced() ? Optional.empty() : stopped(image))
                    .ifPresent(obstacle -> {
                        throw obstacle.conflict(image);
                    });
            names(image).forEach(name -> untag(image, name));
        }
        delete(image, mode, false);
    }

    private void delete(StoredImage image, Mode mode, boolean isQuiet) {
        Optional<Obstacle> found = hardObstacle(image)
                .or(() -> mode.isForced() ? Optional.empty() : named(image).or(() -> stopped(image)));
        if (found.isPresent()) {
            Obstacle obstacle = found.get();
            if (isQuiet && (obstacle.isUse() || !isDangling(image))) {
                return;
            }
            throw obstacle.conflict(image);
        }
        names(image).forEach(name -> untag(image, name));
        lostImages.add(image.id().hex());
        steps.add(new Removal.Deleted(image.id().toString()));
        if (mode.isPruning()) {
            image.parent()
                    .flatMap(parent -> snapshot.find(parent.hex()))
                    .ifPresent(parent -> delete(parent, new Mode(false, true), true));
        }
    }

    private void untag(StoredImage image, String name) {
        lostNames.add(name);
        steps.add(new Removal.Untagged(name, image.id().toString()));
    }

    private Optional<Obstacle> hardObstacle(StoredImage image) {
        if (hasChildren(image)) {
            return Optional.of(new Obstacle("cannot be forced", "image has dependent child images", false));
        }
        return users(image).stream()
                .filter(User::isRunning)
                .findFirst()
                .map(user -> new Obstacle(
                        "cannot be forced", "image is being used by running container " + shortId(user), true));
    }

    private Optional<Obstacle> named(StoredImage image) {
        return names(image).isEmpty()
                ? Optional.empty()
                : Optional.of(new Obstacle("must be forced", "image is referenced in one or more repositories", false));
    }

    private Optional<Obstacle> stopped(StoredImage image) {
        return users(image).stream()
                .filter(user -> !user.isRunning())
                .findFirst()
                .map(user -> new Obstacle(
                        "must be forced", "image is being used by stopped container " + shortId(user), true));
    }

    private boolean isDangling(StoredImage image) {
        return names(image).isEmpty() && !hasChildren(image);
    }

    private boolean hasChildren(StoredImage image) {
        return snapshot.children(image.id().hex()).stream().anyMatch(child -> !lostImages.contains(child));
    }

    private List<String> names(StoredImage image) {
        return snapshot.names(image.id().hex()).stream()
                .filter(name -> !lostNames.contains(name))
                .toList();
    }

    private List<User> users(StoredImage image) {
        return users.apply(image.id().toString());
    }

    /** One tag, and besides it only digests of the same repository. */
    private static boolean isSingle(List<String> names) {
        long tags = names.stream().filter(name -> !isDigest(name)).count();
        long repositories =
                names.stream().map(RemovalPlan::repository).distinct().count();
        return tags <= 1 && repositories <= 1;
    }

    private static boolean isDigest(String name) {
        return name.indexOf('@') >= 0;
    }

    private static String repository(String name) {
        int end = isDigest(name) ? name.indexOf('@') : name.lastIndexOf(':');
        return name.substring(0, end);
    }

    private static String shortId(User user) {
        String id = user.containerId();
        return id.substring(0, Math.min(12, id.length()));
    }

    /**
     * Why an image must stay.
     *
     * @param force whether force would help
     * @param reason in Docker's words
     * @param isUse whether a container is the reason
     */
    private record Obstacle(String force, String reason, boolean isUse) {
        Conflict conflict(StoredImage image) {
            return new Conflict("conflict: unable to delete " + image.id().shortHex() + " (" + force + ") - " + reason);
        }
    }
}
