package dev.wharf.linux;

import java.util.List;
import java.util.Optional;

/** Calls on owner, mode, times and extended attributes. None follows a symbolic link in the last element. */
public interface AttributeCalls {

    /** Changes the owner. */
    void chown(Fd folder, String name, int uid, int gid);

    /** Changes the permission bits; not possible for a symbolic link. */
    void chmod(Fd folder, String name, int mode);

    /** Sets access and modification time: seconds and nanoseconds since 1970. */
    void utimens(Fd folder, String name, long accessSeconds, int accessNanos, long modifySeconds, int modifyNanos);

    /** Sets an extended attribute. */
    void setXattr(Fd folder, String name, String attribute, byte[] value);

    /** Reads an extended attribute; empty when it is not there or the file system has none. */
    Optional<byte[]> getXattr(Fd folder, String name, String attribute);

    /** The names of the extended attributes; none where the file system has none. */
    List<String> listXattr(Fd folder, String name);
}
