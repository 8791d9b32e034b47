package dev.wharf.engine.log;

import dev.wharf.linux.Fd;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** A piece of a spool. One thread fills it; others read what was filled before. */
sealed interface Segment extends AutoCloseable permits FileSegment, BufferSegment {

    /** The offset of its first byte in the stream. */
    long start();

    /** How many bytes are in it. */
    long length();

    /** The offset behind its last byte. */
    default long end() {
        return start() + length();
    }

    /** Its name; empty for one in memory. */
    Optional<Path> path();

    /**
     * Moves bytes from a pipe to the end.
     *
     * @return how many, 0 at the end of the pipe
     * @throws dev.wharf.linux.LinuxException EAGAIN when the pipe is empty, ENOSPC on a full disk
     */
    long fill(Fd pipe, long most);

    /**
     * Some bytes from an offset of the stream on, at least one, at most to the end of this segment.
     *
     * @param scratch where they may be read to; direct
     * @return a direct buffer, the scratch or one that holds until the bytes are let go of
     */
    ByteBuffer bytes(long offset, long most, ByteBuffer scratch);

    /** Lets go of it; its name stays. */
    @Override
    void close();
}
