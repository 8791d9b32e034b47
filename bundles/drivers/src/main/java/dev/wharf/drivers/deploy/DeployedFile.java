package dev.wharf.drivers.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A jar in a watched folder, and what became of it: the bundle of its content, and beside it the bundle of its former
 * content until the new one has proved to work. Changed on the thread of the deployment, read on any.
 */
final class DeployedFile {
    private final Path path;
    private final boolean isDropped;
    private volatile FileIdentity seen;
    private volatile Instant seenSince;
    private volatile Optional<FileIdentity> judged = Optional.empty();
    private volatile Optional<FileIdentity> taken = Optional.empty();
    private volatile Optional<String> fault = Optional.empty();
    private volatile Optional<FileBundle> current = Optional.empty();
    private volatile Optional<FileBundle> next = Optional.empty();
    private volatile boolean hasYielded;

    DeployedFile(Path path, boolean isDropped, FileIdentity seen, Instant now) {
        this.path = path;
        this.isDropped = isDropped;
        this.seen = seen;
        this.seenSince = now;
    }

    Path path() {
        return path;
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    boolean isDropped() {
        return isDropped;
    }

    FileIdentity seen() {
        return seen;
    }

    /** Why no bundle was made of what the file holds now; empty for nothing. */
    Optional<String> fault() {
        return fault;
    }

    /** The bundle that serves. */
    Optional<FileBundle> current() {
        return current;
    }

    /** The bundle of a later content, while it is not known to work. */
    Optional<FileBundle> next() {
        return next;
    }

    /** The bundle of the latest content that was taken. */
    Optional<FileBundle> latest() {
        return next.or(() -> current);
    }

    /** Both bundles, as far as they are there. */
    List<FileBundle> bundles() {
        return Stream.of(current, next).flatMap(Optional::stream).toList();
    }

    /** Whether the current bundle was stopped so that the next one can show what it is worth. */
    boolean hasYielded() {
        return hasYielded;
    }

    void yielded(boolean now) {
        hasYielded = now;
    }

    void see(FileIdentity identity, Instant now) {
        if (!identity.equals(seen)) {
            seen = identity;
            seenSince = now;
        }
    }

    /** Whether nobody writes to it, as far as one can tell. */
    boolean isQuiet(Duration quiet, Instant now) {
        return seen.isQuiet(quiet, now) || !seenSince.plus(quiet).isAfter(now);
    }

    /** Whether there is nothing to decide about what the file holds now. */
    boolean isJudged() {
        return judged.filter(seen::equals).isPresent();
    }

    /** Whether a bundle was made of what the file holds now; its owner or mode may have changed since. */
    boolean isTaken() {
        return taken.filter(seen::isOfSameContent).isPresent();
    }

    /** What the file holds now is as good as what it held before. */
    void accept() {
        judged = Optional.of(seen);
        fault = Optional.empty();
    }

    void refuse(String reason) {
        judged = Optional.of(seen);
        fault = Optional.of(reason);
    }

    /** Tells a reason that may pass: the file is looked at again. */
    void postpone(String reason) {
        fault = Optional.of(reason);
    }

    /** Has a bundle that somebody else made of the file before this one looked. */
    void adopt(FileBundle bundle) {
        accept();
        taken = judged;
        current = Optional.of(bundle);
    }

    /** What it holds now is not what its bundle was made of. */
    void outdate() {
        judged = Optional.empty();
        taken = Optional.empty();
    }

    /** Has a bundle of what it holds now; returns the one of an earlier content that never served. */
    Optional<FileBundle> take(FileBundle bundle) {
        accept();
        taken = judged;
        Optional<FileBundle> outdated = next;
        if (current.isPresent()) {
            next = Optional.of(bundle);
        } else {
            current = Optional.of(bundle);
        }
        return outdated;
    }

    /** Lets the next bundle be the current one; returns the former. */
    Optional<FileBundle> advance() {
        Optional<FileBundle> former = current;
        current = next;
        next = Optional.empty();
        hasYielded = false;
        return former;
    }
}
