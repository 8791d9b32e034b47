package dev.wharf.engine.log;

import java.util.Optional;

/** Makes the segments of spools. Thread-safe. */
interface SegmentStore {

    /** How many bytes a segment takes. */
    long capacity();

    /**
     * An empty segment.
     *
     * @param start offset of its first byte in the stream
     * @throws dev.wharf.linux.LinuxException ENOSPC on a full disk
     */
    Segment make(long start);

    /**
     * An empty segment in another place, because there is no room in the first one.
     *
     * @return empty when there is no other place
     * @throws dev.wharf.linux.LinuxException ENOSPC when that is full, too
     */
    Optional<Segment> makeElsewhere(long start);

    /** Takes the name of a segment away; who has it open still reads it. */
    void unlink(Segment segment);

    /** Lets go of a segment that nobody reads any more, with its content. */
    void dispose(Segment segment);
}
