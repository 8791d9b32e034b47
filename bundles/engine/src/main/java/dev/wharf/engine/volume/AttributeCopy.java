package dev.wharf.engine.volume;

import dev.wharf.linux.AttributeCalls;
import dev.wharf.linux.FileStatus;
import java.time.Instant;

/** Copies what stands in an inode beside the content. */
final class AttributeCopy {
    private final AttributeCalls calls;

    AttributeCopy(AttributeCalls calls) {
        this.calls = calls;
    }

    /**
     * Copies owner, extended attributes and mode. The order matters: a change of the owner takes away capabilities, which
     * are extended attributes, and the set-user-id bit, which is part of the mode.
     */
    void copy(Place source, Place target, FileStatus status) {
        calls.chown(target.folder(), target.name(), status.uid(), status.gid());
        for (String attribute : calls.listXattr(source.folder(), source.name())) {
            calls.getXattr(source.folder(), source.name(), attribute)
                    .ifPresent(value -> calls.setXattr(target.folder(), target.name(), attribute, value));
        }
        if (!status.isLink()) {
            calls.chmod(target.folder(), target.name(), status.permissions());
        }
    }

    /** Sets the time of the last change, also as that of the last access, which nobody needs. */
    void setTime(Place target, FileStatus status) {
        Instant time = status.modified();
        long seconds = time.getEpochSecond();
        calls.utimens(target.folder(), target.name(), seconds, time.getNano(), seconds, time.getNano());
    }
}
